# What the script below needs of the bash-completion package, for a bash without it.

# __optviz_words sets words, cword, cur and prev up to the cursor, and joins what bash
# has split at = and :. It is _get_comp_words_by_ref -n =: of that package.
__optviz_words()
{
    local i part rest=${COMP_LINE:0:COMP_POINT}
    words=()
    for ((i = 0; i <= COMP_CWORD; i++)); do
        part=${COMP_WORDS[i]}
        ((i == COMP_CWORD)) && part=${rest#"${rest%%[![:blank:]]*}"}
        if ((i == 0)) || [[ $rest == [[:blank:]]* ]]; then
            words+=("$part")
        else
            words[${#words[@]}-1]+=$part
        fi
        rest=${rest#*"$part"}
    done
    cword=$((${#words[@]} - 1))
    cur=${words[cword]}
    prev=${words[cword - 1]}
}

# __optviz_files adds files of the extensions a|b|..., or with -d directories, as _filedir.
__optviz_files()
{
    local file
    if declare -F _filedir >/dev/null 2>&1; then
        _filedir "$@"
        return
    fi
    [[ $(type -t compopt) == builtin ]] && compopt -o filenames 2>/dev/null
    while IFS= read -r file; do
        if [[ -d $file || ( ${1-} != -d && ( -z ${1-} || $file == *.@(${1%|}) ) ) ]]; then
            COMPREPLY+=("$file")
        fi
    done < <(compgen -f -- "$cur")
}

