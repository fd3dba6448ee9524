#!/usr/bin/env python3
"""Makes the PTX that the jar carries out of model/src/main/cuda, with NVRTC 12.0; needs no GPU.

NVRTC 12.0 writes PTX 8.0, which drivers from 525 on compile for any card since Ampere. Its library:

    pip install --target /some/folder nvidia-cuda-nvrtc-cu12==12.0.140
    deploy/cuda/ptx.py /some/folder/nvidia/cuda_nvrtc/lib/libnvrtc.so.12
"""
import ctypes
import hashlib
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
SOURCES = ROOT / "model/src/main/cuda"
RESOURCES = ROOT / "model/src/main/resources/org/mosnas/model/kernel/cuda"
OPTIONS = [b"--gpu-architecture=compute_80", b"--std=c++17"]


def text(nvrtc, program, size_of, read):
    size = ctypes.c_size_t()
    getattr(nvrtc, size_of)(program, ctypes.byref(size))
    content = ctypes.create_string_buffer(size.value)
    getattr(nvrtc, read)(program, content)
    return content.value


def compile_all(library):
    nvrtc = ctypes.CDLL(library)
    names = sorted(path.name for path in SOURCES.iterdir())
    headers = [name for name in names if name != "kernels.cu"]
    contents = (ctypes.c_char_p * len(headers))(*[(SOURCES / n).read_bytes() for n in headers])
    included = (ctypes.c_char_p * len(headers))(*[n.encode() for n in headers])
    program = ctypes.c_void_p()
    source = (SOURCES / "kernels.cu").read_bytes()
    nvrtc.nvrtcCreateProgram(
        ctypes.byref(program), source, b"kernels.cu", len(headers), contents, included)
    options = (ctypes.c_char_p * len(OPTIONS))(*OPTIONS)
    if nvrtc.nvrtcCompileProgram(program, len(OPTIONS), options) != 0:
        sys.exit(text(nvrtc, program, "nvrtcGetProgramLogSize", "nvrtcGetProgramLog").decode())
    return text(nvrtc, program, "nvrtcGetPTXSize", "nvrtcGetPTX"), names


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    ptx, names = compile_all(sys.argv[1])
    digest = hashlib.sha256()
    for name in names:
        digest.update((SOURCES / name).read_bytes())
    RESOURCES.mkdir(parents=True, exist_ok=True)
    (RESOURCES / "kernels.ptx").write_bytes(ptx)
    (RESOURCES / "kernels.sha256").write_text(digest.hexdigest() + "\n")
    print(f"{len(ptx)} bytes of PTX")


if __name__ == "__main__":
    main()
