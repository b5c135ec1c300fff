/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

/* A notice is read at a glance; more belongs on the page that it links to. */
#define SL_NOTICE_MAX_BYTES 2000

/**
 * SlOrganisation:
 * @name: (nullable): as people call it, one line
 * @key: (nullable): the Ed25519 public key that signs its plan, base64 of 32 bytes
 * @notice: (nullable): plain text of several lines that is shown first while it is valid
 * @notice_from: Unix seconds from which the notice is valid, 0: from the beginning
 * @notice_until: Unix seconds at which it ends; every notice has an end
 * @notice_url: (nullable): https address where more is said
 * @unknown: (nullable): members of the file that this version does not know; they survive a rewrite
 * @notice_unknown: (nullable): the same of the notice
 *
 * Who wrote a plan for many people, and what it has to tell them now. A value: copy it to change it.
 */
typedef struct
{
  char       *name;
  char       *key;
  char       *notice;
  gint64      notice_from;
  gint64      notice_until;
  char       *notice_url;
  JsonObject *unknown;
  JsonObject *notice_unknown;
} SlOrganisation;

SlOrganisation *sl_organisation_new (const char *name);
SlOrganisation *sl_organisation_copy (const SlOrganisation *organisation);
void            sl_organisation_free (SlOrganisation *organisation);
const char     *sl_organisation_get_name (const SlOrganisation *organisation);
gboolean        sl_organisation_has_notice_at (const SlOrganisation *organisation, gint64 now);
gint64          sl_organisation_get_next_change (const SlOrganisation *organisation, gint64 now);
char           *sl_organisation_make_notice_line (const SlOrganisation *organisation, guint max_characters);
const char     *sl_organisation_find_fault (const SlOrganisation *organisation);
gboolean        sl_organisation_address_is_valid (const char *address);
gboolean        sl_organisation_key_is_valid (const char *key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlOrganisation, sl_organisation_free)
