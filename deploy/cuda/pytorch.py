"""Times train steps of the same networks in the machine's PyTorch, eager: one JSON line each.

    python3 pytorch.py LOG    # where LOG has the STEP lines of the check
"""
import json
import statistics
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

WARM_UP, STEPS = 8, 30
RESIDUAL, ATTENTION, ACTIVATION = 0.3, 0.1, 0.1


def heads(x, count):
    return x.view(x.shape[0], x.shape[1], count, -1).transpose(1, 2)


def attend(q, k, v, count, causal):
    y = F.scaled_dot_product_attention(
        heads(q, count), heads(k, count), heads(v, count), dropout_p=ATTENTION, is_causal=causal)
    return y.transpose(1, 2).flatten(2)


class Block(nn.Module):
    """What follows an attention or a rectifier: a projection, dropout, and a norm of the sum."""

    def __init__(self, inputs, embed):
        super().__init__()
        self.out = nn.Linear(inputs, embed)
        self.norm = nn.LayerNorm(embed)

    def forward(self, x, residual):
        return self.norm(residual + F.dropout(self.out(x), RESIDUAL))


class FeedForward(nn.Module):
    def __init__(self, embed, ffn):
        super().__init__()
        self.first = nn.Linear(embed, ffn)
        self.second = Block(ffn, embed)

    def forward(self, x):
        return self.second(F.dropout(F.relu(self.first(x)), ACTIVATION), x)


class Encoder(nn.Module):
    def __init__(self, embed, qkv, ffn, count):
        super().__init__()
        self.count = count
        self.qkv = nn.Linear(embed, 3 * qkv)
        self.out = Block(qkv, embed)
        self.ffn = FeedForward(embed, ffn)

    def forward(self, x):
        q, k, v = self.qkv(x).chunk(3, -1)
        return self.ffn(self.out(attend(q, k, v, self.count, False), x))


class Decoder(nn.Module):
    def __init__(self, embed, encoder_embed, qkv, ffn, own, cross, attended):
        super().__init__()
        self.own, self.cross, self.attended = own, cross, attended
        self.qkv = nn.Linear(embed, 3 * qkv)
        self.out = Block(qkv, embed)
        self.q = nn.Linear(embed, qkv)
        self.kv = nn.Linear(encoder_embed, 2 * qkv)
        self.cross_out = Block(qkv, embed)
        self.ffn = FeedForward(embed, ffn)

    def forward(self, x, encoded):
        q, k, v = self.qkv(x).chunk(3, -1)
        x = self.out(attend(q, k, v, self.own, True), x)
        last = [encoded[-1 - i] for i in range(self.attended)]
        memory = last[0] if self.attended == 1 else torch.cat(last, 1)
        k, v = self.kv(memory).chunk(2, -1)
        x = self.cross_out(attend(self.q(x), k, v, self.cross, False), x)
        return self.ffn(x)


class Translation(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.wide, self.narrow = size["encoderEmbed"], size["decoderEmbed"]
        qkv, table = size["qkv"], max(self.wide, self.narrow)
        self.table = nn.Parameter(torch.randn(size["vocabulary"], table) * 0.02)
        self.register_buffer("places", torch.randn(size["length"], table))
        self.encoder = nn.ModuleList(Encoder(self.wide, qkv, *l) for l in size["encoder"])
        self.decoder = nn.ModuleList(
            Decoder(self.narrow, self.wide, qkv, *l) for l in size["decoder"])

    def embed(self, ids, width):
        x = F.embedding(ids, self.table)[..., :width] * width**0.5 + self.places[:, :width]
        return F.dropout(x, RESIDUAL)

    def forward(self, source, target, answers):
        x, encoded = self.embed(source, self.wide), []
        for layer in self.encoder:
            x = layer(x)
            encoded.append(x)
        y = self.embed(target, self.narrow)
        for layer in self.decoder:
            y = layer(y, encoded)
        scores = F.linear(y, self.table[:, : self.narrow])
        return F.cross_entropy(
            scores.flatten(0, 1), answers.flatten(), label_smoothing=0.1, reduction="sum")


def measure(size, precision):
    torch.manual_seed(1)
    torch.backends.cuda.matmul.allow_tf32 = precision == "tf32"
    model = Translation(size).cuda().train()
    adam = torch.optim.Adam(model.parameters(), lr=1e-4, betas=(0.9, 0.98), eps=1e-8)
    shape = (3, size["sentences"], size["length"])
    times = []
    for step in range(WARM_UP + STEPS):
        ids = torch.randint(4, size["vocabulary"], shape)
        start = time.perf_counter()
        source, target, answers = ids.cuda(non_blocking=True)
        adam.zero_grad(set_to_none=True)
        with torch.autocast("cuda", torch.bfloat16, enabled=precision == "bfloat16"):
            loss = model(source, target, answers) / answers.numel()
        loss.backward()
        adam.step()
        value = loss.item()
        times.append((time.perf_counter() - start) * 1e3)
    return {
        "engine": "pytorch " + torch.__version__,
        "precision": precision,
        "milliseconds": round(statistics.median(times[WARM_UP:]), 2),
        "parameters": sum(p.numel() for p in model.parameters()),
        "loss": value,
        "peakBytes": torch.cuda.max_memory_allocated(),
        "size": size,
    }


def main():
    sizes = {}
    with open(sys.argv[1]) as log:
        for line in log:
            if line.startswith("STEP "):
                size = json.loads(line[5:])["size"]
                sizes[size["name"]] = size
    for size in sizes.values():
        for precision in ("float32", "tf32", "bfloat16"):
            torch.cuda.empty_cache()
            torch.cuda.reset_peak_memory_stats()
            print("STEP " + json.dumps(measure(size, precision)), flush=True)


main()
