"""One case of ``mos bench`` in PyTorch: a process that the benchmark starts and talks to.

Arguments: the directory of the case, threads of one operation, replicas. The directory holds
``case.json`` (subnet, parameters and batch) and ``weights.bin`` (native floats) and is read
before the first answer. Commands come line by line: ``first``, ``check FILE``, ``run COUNT``,
``reset``, ``peak``; answers begin with ``@ ``. The process ends with its input.

Works with PyTorch 1.13 and newer; needs nothing else, NumPy included.
"""

from __future__ import annotations

import json
import math
import os
import sys
import time
import warnings
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import Any, Optional

warnings.filterwarnings("ignore", message="Failed to initialize NumPy")

import torch  # noqa: E402
import torch.nn.functional as F  # noqa: E402
from torch import Tensor  # noqa: E402

PADDING = 1
LABEL_SMOOTHING = 0.1
FIRST_POSITION = 2


@lru_cache(maxsize=None)
def _causal_mask(time_steps: int) -> Tensor:
    return torch.full((time_steps, time_steps), -math.inf).triu(1)


def _attention_of_old(
    q: Tensor,
    k: Tensor,
    v: Tensor,
    attn_mask: Optional[Tensor] = None,
    is_causal: bool = False,
) -> Tensor:
    """Attention where PyTorch is older than 2.0 and has none of its own."""
    scores = (q / math.sqrt(q.size(-1))) @ k.transpose(-2, -1)
    mask = _causal_mask(q.size(-2)) if is_causal else attn_mask
    if mask is not None:
        scores += mask
    return scores.softmax(-1) @ v


scaled_dot_product_attention = getattr(F, "scaled_dot_product_attention", _attention_of_old)


def sinusoids(time_steps: int, full_width: int, width: int) -> Tensor:
    """Positions in fairseq's layout, ``[time, width]``."""
    half = full_width // 2
    frequencies = torch.arange(half, dtype=torch.float64) * (-math.log(10000) / (half - 1))
    rows = torch.arange(FIRST_POSITION, FIRST_POSITION + time_steps, dtype=torch.float64)
    angles = rows[:, None] * frequencies.exp()
    return torch.cat([angles.sin(), angles.cos()], 1)[:, :width].float()


class Batch:
    """Sentences of the case: sources padded at the left, targets at the right."""

    def __init__(self, case: dict[str, Any]) -> None:
        self.source = torch.tensor(case["source"])
        self.target_in = torch.tensor(case["target-in"])
        self.target_out = torch.tensor(case["target-out"]).flatten()
        self.tokens = int((self.target_out != PADDING).sum())
        time_steps = self.source.size(1)
        padding = time_steps - torch.tensor(case["source-lengths"])[:, None]
        columns = torch.arange(time_steps)
        self.source_at = (columns - padding).clamp(min=0)
        self.mask: Optional[Tensor] = None
        if bool((padding > 0).any()):
            mask = torch.zeros(self.source.shape).masked_fill(columns < padding, -math.inf)
            self.mask = mask[:, None, None, :]


class Network:
    """The translation network of one subnet, in the ordinary fast operations of PyTorch."""

    def __init__(self, case: dict[str, Any], weights: dict[str, Tensor]) -> None:
        spec = case["spec"]
        self.weights = weights
        self.encoder = spec["encoder"]
        self.decoder = spec["decoder"]
        self.encoder_embed = spec["encoderEmbed"]
        self.decoder_embed = spec["decoderEmbed"]
        source_time = len(case["source"][0])
        target_time = len(case["target-in"][0])
        self.source_positions = sinusoids(source_time, case["encoder-width"], self.encoder_embed)
        self.target_positions = sinusoids(target_time, case["decoder-width"], self.decoder_embed)

    def loss(self, batch: Batch) -> Tensor:
        """Loss per target token in nats."""
        encoded = self._encode(batch)
        x = self._embed(batch.target_in, self.target_positions, self.decoder_embed)
        for i, layer in enumerate(self.decoder):
            x = self._decoder_layer(f"decoder.layers.{i}.", layer, x, encoded, batch.mask)
        logits = F.linear(x.flatten(0, 1), self._table(self.decoder_embed))
        total = F.cross_entropy(
            logits,
            batch.target_out,
            ignore_index=PADDING,
            reduction="sum",
            label_smoothing=LABEL_SMOOTHING,
        )
        return total / batch.tokens

    def _encode(self, batch: Batch) -> list[Tensor]:
        positions = F.embedding(batch.source_at, self.source_positions)
        x = self._embed(batch.source, positions, self.encoder_embed)
        outputs = []
        for i, layer in enumerate(self.encoder):
            name = f"encoder.layers.{i}."
            x = self._self_attention(name, x, layer["heads"], batch.mask, causal=False)
            x = self._feed_forward(name, x)
            outputs.append(x)
        return outputs

    def _decoder_layer(
        self,
        name: str,
        layer: dict[str, int],
        x: Tensor,
        encoded: list[Tensor],
        mask: Optional[Tensor],
    ) -> Tensor:
        h = self._self_attention(name, x, layer["selfHeads"], None, causal=True)
        attended = layer["attendedLayers"]
        memory = encoded[-1]
        if attended > 1:
            memory = torch.cat(encoded[: -attended - 1 : -1], 1)
            mask = None if mask is None else mask.repeat(1, 1, 1, attended)
        q = self._linear(name + "cross.q", h)
        k, v = self._linear(name + "cross.kv", memory).chunk(2, 2)
        seen = self._attend(q, k, v, layer["crossHeads"], mask, causal=False)
        g = self._add_and_norm(name + "cross.out", seen, h, name + "cross.norm")
        return self._feed_forward(name, g)

    def _self_attention(
        self, name: str, x: Tensor, heads: int, mask: Optional[Tensor], causal: bool
    ) -> Tensor:
        q, k, v = self._linear(name + "self.qkv", x).chunk(3, 2)
        seen = self._attend(q, k, v, heads, mask, causal)
        return self._add_and_norm(name + "self.out", seen, x, name + "self.norm")

    @staticmethod
    def _attend(
        q: Tensor, k: Tensor, v: Tensor, heads: int, mask: Optional[Tensor], causal: bool
    ) -> Tensor:
        shape = (q.size(0), -1, heads, q.size(2) // heads)
        q, k, v = (x.view(shape).transpose(1, 2) for x in (q, k, v))
        seen = scaled_dot_product_attention(q, k, v, attn_mask=mask, is_causal=causal)
        return seen.transpose(1, 2).flatten(2, 3)

    def _feed_forward(self, name: str, x: Tensor) -> Tensor:
        inner = F.relu(self._linear(name + "fc1", x), inplace=True)
        return self._add_and_norm(name + "fc2", inner, x, name + "ffn.norm")

    def _add_and_norm(self, linear: str, x: Tensor, residual: Tensor, norm: str) -> Tensor:
        y = self._linear(linear, x).add_(residual)
        weight, bias = self.weights[norm + ".gain"], self.weights[norm + ".bias"]
        return F.layer_norm(y, (y.size(-1),), weight, bias)

    def _linear(self, name: str, x: Tensor) -> Tensor:
        return F.linear(x, self.weights[name + ".weight"], self.weights[name + ".bias"])

    def _embed(self, tokens: Tensor, positions: Tensor, width: int) -> Tensor:
        return torch.add(positions, F.embedding(tokens, self._table(width)), alpha=math.sqrt(width))

    def _table(self, width: int) -> Tensor:
        table = self.weights["embedding"]
        return table if table.size(1) == width else table[:, :width]


def adam(weights: list[Tensor], rate: float) -> torch.optim.Optimizer:
    """Adam in one kernel where this PyTorch has that for processors, from 2.4 on."""
    settings: dict[str, Any] = {"lr": rate, "betas": (0.9, 0.98), "eps": 1e-9}
    try:
        return torch.optim.Adam(weights, fused=True, **settings)
    except RuntimeError:
        return torch.optim.Adam(weights, **settings)


class Replica:
    """The case made ready once: a train step, or the loss without gradients."""

    def __init__(self, case: dict[str, Any], numbers: Tensor) -> None:
        self.trains: bool = case["trains"]
        self.slots: dict[str, dict[str, int]] = case["parameters"]
        self.floats: int = case["floats"]
        self.weights = {
            name: self._at(numbers, name).clone().requires_grad_(self.trains)
            for name in self.slots
        }
        self.batch = Batch(case)
        self.network = Network(case, self.weights)
        self.optimizer: Optional[torch.optim.Optimizer] = None
        if self.trains:
            self.optimizer = adam(list(self.weights.values()), case["learning-rate"])

    def _at(self, numbers: Tensor, name: str) -> Tensor:
        slot = self.slots[name]
        rows, columns, offset = slot["rows"], slot["columns"], slot["offset"]
        flat = numbers[offset : offset + rows * columns]
        return flat if rows == 1 else flat.view(rows, columns)

    def run(self) -> None:
        """One repetition: what is timed."""
        if self.optimizer is None:
            with torch.inference_mode():
                self.network.loss(self.batch)
        else:
            self.optimizer.zero_grad(set_to_none=True)
            self.network.loss(self.batch).backward()
            self.optimizer.step()

    def repeat(self, count: int) -> None:
        """Repetitions one after another."""
        for _ in range(count):
            self.run()

    def check(self, file: str) -> float:
        """The loss; its gradients go to ``file`` in the layout of the parameters."""
        if self.optimizer is None:
            with torch.inference_mode():
                return self.network.loss(self.batch).item()
        self.optimizer.zero_grad(set_to_none=True)
        loss = self.network.loss(self.batch)
        loss.backward()
        numbers = torch.from_file(file, shared=True, size=self.floats)
        for name, weight in self.weights.items():
            self._at(numbers, name).copy_(weight.grad)
        return loss.item()


class Worker:
    """All replicas, and the answers to the benchmark's commands."""

    def __init__(self, directory: Path, replicas: int) -> None:
        case = json.loads((directory / "case.json").read_text(encoding="utf-8"))
        numbers = torch.from_file(str(directory / "weights.bin"), size=case["floats"])
        self.replicas = [Replica(case, numbers) for _ in range(replicas)]
        self.threads = ThreadPoolExecutor(replicas)

    def answer(self, command: str, argument: str) -> str:
        """What a command brings."""
        if command == "first":
            self.run(1)
            return str(round(_age_of_process() * 1000))
        if command == "check":
            return repr(self.replicas[0].check(argument))
        if command == "run":
            return str(self.run(int(argument)))
        if command == "reset":
            return str(_reset_peak())
        if command == "peak":
            return str(_peak_bytes())
        raise ValueError(f"unknown command {command}")

    def run(self, count: int) -> int:
        """Nanoseconds that ``count`` repetitions on every replica at once take."""
        start = time.perf_counter_ns()
        running = [self.threads.submit(replica.repeat, count) for replica in self.replicas]
        for one in running:
            one.result()
        return time.perf_counter_ns() - start


def _age_of_process() -> float:
    """Seconds since this process was started."""
    fields = Path("/proc/self/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    started = int(fields[19]) / os.sysconf("SC_CLK_TCK")
    return time.clock_gettime(time.CLOCK_BOOTTIME) - started


def _reset_peak() -> bool:
    try:
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    except OSError:
        return False
    return True


def _peak_bytes() -> int:
    """Peak of resident memory, or 0 where there is no ``/proc``."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return 0
    peaks = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(peaks[0]) * 1024 if peaks else 0


def main() -> None:
    """Reads the case and answers until the input ends."""
    directory, threads, replicas = sys.argv[1:]
    torch.set_num_threads(int(threads))
    worker = Worker(Path(directory), int(replicas))
    print("@ ready", flush=True)
    for line in sys.stdin:
        command, _, argument = line.rstrip("\n").partition(" ")
        print("@ " + worker.answer(command, argument), flush=True)


if __name__ == "__main__":
    main()
