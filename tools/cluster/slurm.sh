#!/bin/bash
# A sweep as a Slurm array: each task makes every 16th cell. --shard auto reads
# SLURM_ARRAY_TASK_ID, _COUNT, _MIN and _STEP, which Slurm sets. A task that is
# preempted and requeued goes on from what it has done, for --resume.
#
#   sbatch tools/cluster/slurm.sh
#   optviz merge sweep/part-*.csv -o sweep/map.png --data sweep/map.csv
#
# Submit the whole array again, not some tasks of it, where parts are missing:
# the count says which cells are whose. Tasks that are done are done at once.
#SBATCH --job-name=optviz-sweep
#SBATCH --array=1-16
#SBATCH --cpus-per-task=2
#SBATCH --mem=1G
#SBATCH --time=01:00:00
#SBATCH --requeue
#SBATCH --signal=TERM@30
set -euo pipefail
exec optviz sweep rosenbrock --optimizer adam --x lr=1e-4:1:log:1024 --y beta1=0:0.99:1024 --steps 10000 \
	--shard auto --data "sweep/part-$SLURM_ARRAY_TASK_ID.csv" --resume
