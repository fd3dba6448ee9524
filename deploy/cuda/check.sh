#!/usr/bin/env bash
# Builds the folder with which a machine with a GPU is checked that has no JDK, Maven or network.
#
#   deploy/cuda/check.sh FOLDER [MODEL_CLASSES TEST_CLASSES CLASS_PATH]
#
# Needs JDK 17 and, without the last three arguments, a built tree (./mvnw -pl model test-compile).
# Then copy FOLDER to the machine and start FOLDER/run.sh there: about two minutes.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
[ $# -ge 1 ] || { sed -n '2,8s/^# \{0,1\}//p' "$0" >&2; exit 2; }
folder=$1
main=${2:-$root/model/target/classes}
tests=${3:-$root/model/target/test-classes}
if [ $# -ge 4 ]; then path=$4; else
  "$root/mvnw" -q -B -o -f "$root/model/pom.xml" dependency:build-classpath \
    -Dmdep.includeScope=test -Dmdep.outputFile="$root/model/target/check.path" >&2
  path=$(cat "$root/model/target/check.path")
fi
[ -d "$main/org/mosnas/model" ] || { echo "no classes in $main; build the model first" >&2; exit 2; }

rm -rf "$folder"
mkdir -p "$folder/lib"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# What runs there: the model, the checks, and the libraries that they use.
mkdir "$scratch/classes"
cp -r "$main/." "$scratch/classes/"
cp -r "$tests/." "$scratch/classes/"
jar --create --file "$folder/classes.jar" -C "$scratch/classes" .
IFS=: read -ra jars <<<"$path"
for wanted in javacpp- openblas- slf4j-api- config-; do
  for jar in "${jars[@]}"; do
    case $(basename "$jar") in
      $wanted*linux-x86_64.jar | $wanted[0-9]*[0-9].jar) cp "$jar" "$folder/lib/" ;;
    esac
  done
done

jlink --add-modules java.base,java.logging,jdk.unsupported,jdk.incubator.vector,jdk.incubator.foreign \
  --strip-debug --no-header-files --no-man-pages --compress=2 --output "$scratch/jre" 2>/dev/null
tar -cJf "$folder/jre.tar.xz" -C "$scratch/jre" .

cp "$here/run.sh" "$here/pytorch.py" "$here/table.py" "$folder/"
du -sm "$folder" | awk '{ print $1 " MB in " $2; if ($1 > 60) exit 1 }'
