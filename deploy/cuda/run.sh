#!/usr/bin/env bash
# Checks the GPU of this machine; lies in the folder that check.sh builds, and needs nothing else
# than a driver, cuBLAS of CUDA 12 or 13 and, for the comparison, Python with PyTorch.
# What it prints goes to $OUT (here/out where it is not set) too. Ends with 1 if anything is wrong.
#
#   run.sh [PART...]     parts: device kernels passes bert large training learning times supernets; all without an argument
#   SANITIZE=0 run.sh    without compute-sanitizer, which is used where it is
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
out=${OUT:-$here/out}
work=${WORK:-$(mktemp -d)}
mkdir -p "$out" "$work"
log=$out/check.log
parts=${*:-device kernels passes bert large training learning times supernets}

mkdir -p "$work/jre"
tar -xJf "$here/jre.tar.xz" -C "$work/jre" || exit 1

# cuBLAS lies in the packages of Python's PyTorch more often than where the system looks.
libraries=$(python3 - 2>/dev/null <<'PYTHON'
import glob, importlib.util, os
spec = importlib.util.find_spec("nvidia")
for base in spec.submodule_search_locations if spec else []:
    for path in glob.glob(base + "/cu1[23]/lib") + glob.glob(base + "/cublas/lib"):
        if glob.glob(path + "/libcublas.so.*"):
            print(path, end=":")
PYTHON
)
export LD_LIBRARY_PATH="$libraries${LD_LIBRARY_PATH:-}"
export MOSNAS_CACHE=${MOSNAS_CACHE:-$work/cache}
mkdir -p "$MOSNAS_CACHE"

java=("$work/jre/bin/java" -Xmx${HEAP:-12g} --add-modules jdk.incubator.vector,jdk.incubator.foreign
  --enable-native-access=ALL-UNNAMED -XX:CompileCommand=quiet
  "-XX:CompileCommand=dontinline,org.mosnas.model.kernel.VectorRows::*"
  -cp "$here/classes.jar:$here/lib/*")

status=0
{
  command -v nvidia-smi >/dev/null &&
    nvidia-smi --query-gpu=name,driver_version,memory.total --format=csv,noheader
  # shellcheck disable=SC2086 # parts are words
  "${java[@]}" org.mosnas.model.train.CudaCheck $parts 2>&1 | grep -v '^WARNING: Using incub'
} 2>&1 | tee "$log"
[ "${PIPESTATUS[0]}" = 0 ] && ! grep -q '^FAILED\|^Exception' "$log" || status=1

if [[ " $parts " == *" times "* ]] && python3 -c 'import torch' 2>/dev/null; then
  python3 "$here/pytorch.py" "$log" 2>&1 | tee -a "$log"
fi

if [[ "${SANITIZE:-1}" = 1 ]] && command -v compute-sanitizer >/dev/null; then
  for tool in memcheck racecheck; do
    timeout 100 compute-sanitizer --tool $tool --error-exitcode 9 "${java[@]}" \
      org.mosnas.model.train.CudaCheck tiny 2>&1 |
      grep -v '^WARNING: Using incub' | tail -15 | tee -a "$log"
    [ "${PIPESTATUS[0]}" = 0 ] || { echo "FAILED: $tool" | tee -a "$log"; status=1; }
  done
fi

python3 "$here/table.py" "$log" "$out/check.json" | tee -a "$log"
echo "check ended with $status" | tee -a "$log"
exit $status
