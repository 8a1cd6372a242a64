"""Values, gradients and Hessians of formulas, by SymPy with 30 digits.

    /usr/bin/python3 reference.py > reference.json    (Debian: python3-sympy)

Points where a derivative does not exist are left out; their conventions are in
the package comment and in TestKinks.
"""
import json
import sympy as sp

x, y = sp.symbols("x y", real=True)
TEXTS = [
    "x + 2*y - 3", "x*y", "x/y", "(x-y)/(x^2+y^2+1)", "-x^2", "-x^2*y", "x^-2", "y^-3*x", "2^x", "2^(x*y)", "x^2^3/100",
    "x^3", "x^4 - y^5", "x^7*y^2", "(x-1)^2*(y+1)^3", "(x*y-1)^6", "1/x + 1/y", "1/(1+x^2)", "x^0*y", "x^1", "(x+y)^0",
    "sin(x)", "cos(x*y)", "tan(x/2)", "asin(x/4)", "acos(y/4)", "atan(x*y)", "sinh(x)", "cosh(x-y)", "tanh(x*y)",
    "exp(-x^2-y^2)", "log(x^2+y^2+1)", "log10(x^2+2)", "sqrt(x^2+1)", "sqrt(x^2+y^2+x*y+1)", "abs(x-5)", "abs(x*y+20)", "abs(sin(x)+2)*y",
    "sigmoid(x)", "sigmoid(x*y-1)", "sigmoid(40*x)", "hypot(x-5, y+7)", "hypot(3, x)", "hypot(x^2+1, y)", "atan2(y+9, x)", "atan2(x, y-9)",
    "pow(x^2+1, y)", "pow(x^2+y^2+1, 0.3)", "(x^2+1)^(y/2)", "(y^2+2)^1.5", "(x+9)^0.5", "(x+9)^-1.5", "e^(x*y)", "pi^x",
    "min(x-9, y+9)", "max(x-9, y+9)", "max(x-9, y+9, x*y-50)", "min(x^2+1, 50+y, 60)", "max(3, 1)*x^2",
    "sin(x)^2*cos(y)^3", "sin(exp(x/2))", "exp(sin(x)*cos(y))", "log(2+sin(x*y))", "tanh(x)^2 - tanh(y)^2", "sqrt(exp(x)+exp(y))",
    "x*exp(-x^2-y^2)", "(1-x)^2 + 100*(y-x^2)^2", "3*(1-x)^2*exp(-x^2-(y+1)^2) - 10*(x/5-x^3-y^5)*exp(-x^2-y^2)",
    "sin(x+y) + (x-y)^2 - 1.5*x + 2.5*y + 1", "atan(sinh(x)+cosh(y))", "cos(sqrt(x^2+y^2+2))", "1/(1+exp(-x*y))", "log(cosh(x)) + log10(1+y^2)",
    "-x^2 + -y^2", "- -x", "2 - 3 - x", "12/4/(y^2+1)", "x - (y - x)", "x**3*y**2", "x*(y*(x*(y+1)+2)+3)+4",
]
POINTS = [(-1.5, 0.7), (0.0, 0.0), (2.0, -1.25), (-3.0, 2.0), (0.3, 0.0), (0.0, -0.4)]


def sigmoid(t):
    return 1 / (1 + sp.exp(-t))


NAMES = {
    "x": x, "y": y, "e": sp.E, "pi": sp.pi, "sigmoid": sigmoid, "hypot": lambda a, b: sp.sqrt(a * a + b * b),
    "atan2": sp.atan2, "pow": lambda a, b: a**b, "min": sp.Min, "max": sp.Max, "abs": sp.Abs,
    "log10": lambda t: sp.log(t) / sp.log(10), "exp": sp.exp, "log": sp.log, "sqrt": sp.sqrt,
    "sin": sp.sin, "cos": sp.cos, "tan": sp.tan, "asin": sp.asin, "acos": sp.acos, "atan": sp.atan,
    "sinh": sp.sinh, "cosh": sp.cosh, "tanh": sp.tanh, "Rational": sp.Rational,
}


def number(expression, at):
    value = sp.N(expression.subs(at).doit(), 30)
    if not value.is_real or not value.is_finite:
        raise ValueError(value)
    return float(value)


rows = []
for text in TEXTS:
    # Decimals are what they say, not the nearest double: 30 digits would tell.
    exact = sp.parsing.sympy_parser.parse_expr(
        text.replace("^", "**"), local_dict=NAMES,
        transformations=sp.parsing.sympy_parser.standard_transformations + (sp.parsing.sympy_parser.rationalize,))
    exact = sp.sympify(exact)
    for a, b in POINTS:
        at = {x: sp.Rational(a), y: sp.Rational(b)}
        try:
            rows.append({
                "text": text, "x": [a, b], "value": number(exact, at),
                "gradient": [number(sp.diff(exact, v), at) for v in (x, y)],
                "hessian": [number(sp.diff(exact, u, v), at) for u, v in ((x, x), (x, y), (y, y))],
            })
        except (ValueError, TypeError):
            continue
print("[\n" + ",\n".join(json.dumps(r) for r in rows) + "\n]")
