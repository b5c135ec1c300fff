/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

typedef enum
{
  SL_JSON_CONFLICT_NONE,
  SL_JSON_CONFLICT_MEMBER,  /* both changed the same member differently, or both added the same id */
  SL_JSON_CONFLICT_REMOVED, /* one changed what the other removed */
  SL_JSON_CONFLICT_ORDER,   /* both put the entries into another order */
} SlJsonConflictKind;

/* The first thing that could not be merged: where, owned texts. */
typedef struct
{
  SlJsonConflictKind kind;
  char              *entry;  /* the entry's name, or its id, or "" for the top level */
  char              *member; /* nullable */
} SlJsonConflict;

void        sl_json_conflict_clear (SlJsonConflict *conflict);
JsonObject *sl_json_merge_document (JsonObject *base, JsonObject *mine, JsonObject *theirs, const char *const *lists, SlJsonConflict *conflict);
