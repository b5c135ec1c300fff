#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The JSON Schemas say the same as the programs: every shipped provider and every valid sample plan
fits its schema, as does every scenario; every invalid sample is refused by it. The same samples are read by
tests/core/test-plan.c; those in invalid-meaning/ say what no schema can (such as "no two ids alike").
Each provider file names its sources and only feed platforms that a reader exists for.

usage: check-schemas.py SOURCE_ROOT BUILD_ROOT"""
import json
import pathlib
import re
import sys

try:
    import jsonschema
except ImportError:
    print("python3-jsonschema is missing; install it to check the schemas")
    sys.exit(77)


def load(path):
    return json.loads(path.read_text(encoding="utf-8"))


def make_validator(path):
    schema = load(path)
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def first_fault(validator, document):
    fault = next(iter(validator.iter_errors(document)), None)
    if fault is None:
        return None
    place = "/".join(str(step) for step in fault.absolute_path)
    return f"{place}: {fault.message[:200]}"


def plan_faults(root):
    validator = make_validator(root / "data/plan.schema.json")
    samples = root / "tests/data/plans"
    for folder, fits in (("valid", True), ("invalid-meaning", True), ("invalid", False)):
        paths = sorted((samples / folder).glob("*.json"))
        if not paths:
            yield f"{samples / folder}: no samples"
        for path in paths:
            fault = first_fault(validator, load(path))
            name = path.relative_to(root)
            if fits and fault:
                yield f"{name}: does not fit data/plan.schema.json at {fault}; mend the sample or the schema"
            if not fits and not fault:
                yield f"{name}: fits data/plan.schema.json but must not; make the schema stricter"


def known_platforms(root):
    text = "\n".join(path.read_text(encoding="utf-8") for path in (root / "app/feeds").rglob("*-reader.c"))
    return set(re.findall(r'^const SlFeedReader \w+\s*=\s*\{\s*"([a-z0-9-]+)"', text, re.MULTILINE)) | {"auto"}


def provider_faults(root):
    validator = make_validator(root / "data/provider.schema.json")
    known_members = set(validator.schema["properties"])
    platforms = known_platforms(root)
    owner = {}
    for path in sorted((root / "data/providers").glob("*.json")):
        name = path.relative_to(root)
        provider = load(path)
        fault = first_fault(validator, provider)
        if fault:
            yield f"{name}: does not fit data/provider.schema.json at {fault}"
            continue
        for member in sorted(set(provider) - known_members):
            yield f"{name}: unknown member {member}; it is misspelt or missing in data/provider.schema.json"
        if not provider.get("sources"):
            yield f"{name}: has no sources; name the page or data where its facts come from"
        for feed in provider.get("feeds", []):
            if feed["platform"] not in platforms:
                yield f"{name}: no reader for {feed['platform']} in app/feeds; known: {sorted(platforms)}"
        for domain in provider.get("domains", []):
            if domain in owner:
                yield f"{name}: {domain} belongs to {owner[domain]} already"
            owner[domain] = name
        if f"'{path.name}'" not in (path.parent / "meson.build").read_text(encoding="utf-8"):
            yield f"{name}: is not installed; add it to data/providers/meson.build"


def scenario_faults(root):
    validator = make_validator(root / "data/scenario.schema.json")
    folder = root / "data/scenarios"
    for path in sorted(folder.glob("*.json")):
        name = path.relative_to(root)
        fault = first_fault(validator, load(path))
        if fault:
            yield f"{name}: does not fit data/scenario.schema.json at {fault}"
        if f"'{path.name}'" not in (folder / "meson.build").read_text(encoding="utf-8"):
            yield f"{name}: is not installed; add it to data/scenarios/meson.build"


def main():
    root = pathlib.Path(sys.argv[1])
    faults = list(plan_faults(root)) + list(provider_faults(root)) + list(scenario_faults(root))
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
