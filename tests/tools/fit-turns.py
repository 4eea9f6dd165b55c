#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fits the model of turns of phrase on labelled messages and writes phrases/LANGUAGE/turns.json.

  fit-turns.py DUMP-TURNS MESSAGES.jsonl… -o turns.json      fits on all messages
  fit-turns.py DUMP-TURNS MESSAGES.jsonl… --folds 5          says how well it does on messages left out

Logistic regression with soft targets, adaptive steps (Duchi, Hazan and Singer, 2011) and decay of
the weights; a turn counts by how often it stands in a message, over the root of the number of turns.
Each message: {"text", "leave", "category", "severity", "complaint", "anger"}; null where a label
makes no sense."""

import argparse
import json
import math
import random
import subprocess

SCORES = ["leave", "complaint", "anger", "severity", "technical", "commercial", "relationship", "executive", "legal"]
LEVELS = {"low": 0.05, "medium": 0.35, "high": 0.65, "critical": 0.95}
ORIGIN = ("Fitted by tests/tools/fit-turns.py on the messages in tests/corpus, which were written for this project. "
          "Each turn of phrase has one weight per score; they add up, over the root of the number of turns.")
ROUNDS = 30
STEP = 0.5
DECAY = 0.02
KEEP = 0.12


def target(message, score):
    """What the score should be, 0 to 1; None where the message says nothing of it."""
    if score in ("leave", "complaint"):
        return None if message[score] is None else float(message[score])
    if score == "anger":
        return None if message["anger"] is None else message["anger"] / 3
    if score == "severity":
        return LEVELS.get(message["severity"])
    # A threat to leave says what follows, not what is wrong.
    return None if message["category"] is None or message["leave"] else float(message["category"] == score)


def read(program, paths):
    messages = []
    for path in paths:
        with open(path, encoding="utf-8") as lines:
            messages += [json.loads(line) for line in lines if line.strip()]
    text = "".join(json.dumps({"text": m["text"]}, ensure_ascii=False) + "\n" for m in messages)
    answer = subprocess.run([program], input=text, capture_output=True, text=True, check=True)
    for message, line in zip(messages, answer.stdout.splitlines(), strict=True):
        counts = {}
        turns = json.loads(line)
        for turn in turns:
            counts[turn] = counts.get(turn, 0) + 1
        root = math.sqrt(len(turns)) or 1
        message["features"] = [(turn, count / root) for turn, count in counts.items()]
    return messages


def sigmoid(z):
    return 1 / (1 + math.exp(-max(-30, min(30, z))))


def fit(messages, score, seed=1):
    rows = [(m["features"], target(m, score)) for m in messages if target(m, score) is not None]
    seen = {}
    for features, _ in rows:
        for turn, _ in features:
            seen[turn] = seen.get(turn, 0) + 1
    rows = [([(t, x) for t, x in f if seen[t] > 1 or " " not in t], y) for f, y in rows]
    weights, history = {}, {}
    mean = sum(y for _, y in rows) / len(rows)
    bias, bias_history = math.log(mean / (1 - mean)), 1e-6
    chance = random.Random(seed)
    for _ in range(ROUNDS):
        chance.shuffle(rows)
        for features, y in rows:
            error = sigmoid(bias + sum(weights.get(t, 0) * x for t, x in features)) - y
            bias_history += error * error
            bias -= 0.1 * STEP * error / math.sqrt(bias_history)
            for turn, x in features:
                w = weights.get(turn, 0)
                g = error * x + DECAY * w / 10
                h = history.get(turn, 1e-6) + g * g
                history[turn] = h
                weights[turn] = w - STEP * g / math.sqrt(h + 0.05)
    return bias, weights


def area(pairs):
    """Under the curve: how often a positive scores above a negative."""
    good = [s for s, y in pairs if y >= 0.5]
    bad = [s for s, y in pairs if y < 0.5]
    if not good or not bad:
        return float("nan")
    return sum((g > b) + 0.5 * (g == b) for g in good for b in bad) / (len(good) * len(bad))


def check(messages, folds):
    random.Random(7).shuffle(messages)
    for score in SCORES:
        pairs = []
        for fold in range(folds):
            train = [m for i, m in enumerate(messages) if i % folds != fold]
            bias, weights = fit(train, score)
            for message in messages[fold::folds]:
                y = target(message, score)
                if y is not None:
                    pairs.append((bias + sum(weights.get(t, 0) * x for t, x in message["features"]), y))
        print(f"{score}: area {area(pairs):.3f} of {len(pairs)}")


def write(messages, path):
    models = {score: fit(messages, score) for score in SCORES}
    turns = sorted({t for _, weights in models.values() for t, w in weights.items() if abs(w) >= KEEP})
    rows = [json.dumps(t + " = " + " ".join(f"{models[s][1].get(t, 0):.2f}" for s in SCORES), ensure_ascii=False)
            for t in turns]
    with open(path, "w", encoding="utf-8") as out:
        out.write('{\n"origin": ' + json.dumps(ORIGIN) + ',\n"scores": ' + json.dumps(SCORES)
                  + ',\n"bias": ' + json.dumps([round(models[s][0], 3) for s in SCORES])
                  + ',\n"turns": [\n' + ",\n".join(rows) + "\n]\n}\n")
    print(f"{len(turns)} turns from {len(messages)} messages")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("messages", nargs="+")
    parser.add_argument("-o", dest="output")
    parser.add_argument("--folds", type=int)
    arguments = parser.parse_args()
    messages = read(arguments.program, arguments.messages)
    if arguments.folds:
        check(messages, arguments.folds)
    if arguments.output:
        write(messages, arguments.output)


if __name__ == "__main__":
    main()
