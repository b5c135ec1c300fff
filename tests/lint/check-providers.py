#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The provider catalogue holds together: enough providers of each sort; every mail domain, exact or
behind a star, resolves to one provider; no two claim the same mail exchangers or channel addresses;
web addresses are https; what a provider depends on exists: an identity provider of that name, or an
entry of shared-services.json; a provider without a feed says why and one without doors too.
tests/lint/check-schemas.py holds the schema, the sources, the feed platforms and the installed files.

usage: check-providers.py SOURCE_ROOT BUILD_ROOT"""
import collections
import json
import pathlib
import sys

ENOUGH = {"mail": 45, "channel": 35}
CHANNEL_KINDS = {"chat", "video", "phone"}
REQUIRED = ["microsoft-365", "outlook", "teams", "azure", "gmail", "google-workspace", "icloud",
            "google-calendar", "google-contacts", "icloud-calendar", "icloud-contacts",
            "microsoft-365-calendar", "outlook-calendar"]


def load(path):
    return json.loads(path.read_text(encoding="utf-8"))


def is_channel(provider):
    return bool(CHANNEL_KINDS & set(provider["kinds"]))


def count_faults(providers):
    found = {"mail": sum("mail" in provider["kinds"] for provider in providers.values()),
             "channel": sum(is_channel(provider) for provider in providers.values())}
    for sort, least in ENOUGH.items():
        if found[sort] < least:
            yield f"data/providers: {found[sort]} {sort} providers, at least {least} are wanted"
    for name in REQUIRED:
        if name not in providers:
            yield f"data/providers/{name}.json: is missing; people depend on it"
    names = collections.Counter(provider["name"] for provider in providers.values())
    for name, times in names.items():
        if times > 1:
            yield f"data/providers: {times} providers are called {name}; people could not tell them apart"


def covers(pattern, domain):
    return pattern.startswith("*.") and domain.removeprefix("*").endswith(pattern[1:]) and domain != pattern


def claim_faults(providers):
    for member in ("domains", "mx", "address_patterns"):
        owner = {}
        for name, provider in providers.items():
            for claim in provider.get(member, []):
                if claim in owner:
                    yield f"data/providers/{name}.json: {member}: {claim} belongs to {owner[claim]} already"
                owner[claim] = name
                if claim != claim.lower():
                    yield f"data/providers/{name}.json: {member}: {claim} must be in lower case"
    domains = [(domain, name) for name, provider in providers.items() for domain in provider.get("domains", [])]
    for wide, owner in domains:
        for domain, name in domains:
            if owner != name and covers(wide, domain):
                yield f"data/providers/{name}.json: {domain} lies within {wide} of {owner}; take it out of one"


def web_addresses(provider):
    for member in ("doors", "identity_doors"):
        yield from provider.get(member, [])
    yield from (feed["url"] for feed in provider.get("feeds", []))
    yield from provider.get("help", {}).values()


def provider_faults(name, provider, providers, shared):
    where = f"data/providers/{name}.json"
    for address in web_addresses(provider):
        if not address.startswith("https://"):
            yield f"{where}: {address} must be an https address"
    for service in provider.get("depends", []):
        if "identity" not in providers.get(service, {"kinds": []})["kinds"] and service not in shared:
            yield (f"{where}: nothing is known of {service}, which it depends on; add the identity provider "
                   "or a line to tests/lint/shared-services.json")
    if not provider.get("feeds") and not provider.get("notes"):
        yield f"{where}: has no feed; say why in \"notes\""
    for source in provider.get("sources", []):
        if not source.startswith(("https://", "thunderbird/autoconfig ")):
            yield f"{where}: the source {source} is not public; name an https address or thunderbird/autoconfig"


def service_faults(providers, shared):
    used = {service for provider in providers.values() for service in provider.get("depends", [])}
    for service in sorted(set(shared) - used):
        yield f"tests/lint/shared-services.json: nothing depends on {service}; take it out"
    for service in sorted(set(shared) & set(providers)):
        yield f"tests/lint/shared-services.json: {service} is a provider; take it out"


def all_faults(root):
    providers = {path.stem: load(path) for path in sorted((root / "data/providers").glob("*.json"))}
    shared = load(root / "tests/lint/shared-services.json")
    yield from count_faults(providers)
    yield from claim_faults(providers)
    yield from service_faults(providers, shared)
    for name, provider in providers.items():
        yield from provider_faults(name, provider, providers, shared)


def main():
    faults = list(all_faults(pathlib.Path(sys.argv[1])))
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
