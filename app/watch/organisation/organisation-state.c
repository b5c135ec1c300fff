/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-watch"

#include "organisation-state.h"

#include "bounded-file.h"
#include "iso-time.h"
#include "json-fields.h"
#include "json-getters.h"
#include "json-text.h"
#include "organisation.h"
#include "variant-dict.h"

#include <string.h>

/* {"address": "https://…", "fetched": "2026-11-23T09:02:00Z", "key": "…", "signed": true} */

#define MAX_BYTES (16 * 1024)

/**
 * sl_organisation_state_clear:
 * @state: a state
 *
 * Makes it that of no address at all.
 */
void
sl_organisation_state_clear (SlOrganisationState *state)
{
  g_free (state->address);
  g_free (state->key);
  g_free (state->problem);
  memset (state, 0, sizeof *state);
}

static void
read_members (SlOrganisationState *state, JsonObject *object)
{
  SlJsonFields     fields = { object, "", G_IO_ERROR, G_IO_ERROR_INVALID_DATA };
  g_autofree char *address = NULL;
  g_autofree char *key = NULL;
  gint64           fetched = 0;
  gboolean         is_signed = FALSE;

  if (!sl_json_fields_read_line (&fields, "address", &address, NULL)
      || !sl_json_fields_read_line (&fields, "key", &key, NULL)
      || !sl_json_fields_read_time (&fields, "fetched", &fetched, NULL)
      || !sl_json_fields_read_boolean (&fields, "signed", &is_signed, NULL)
      || g_strcmp0 (address, state->address) != 0)
    return;
  state->fetched = fetched;
  if (!sl_organisation_key_is_valid (key))
    return;
  state->key = g_steal_pointer (&key);
  state->is_signed = is_signed;
}

/**
 * sl_organisation_state_load:
 * @state: a state with an address and nothing else
 * @path: where it was saved; a missing or broken file means that nothing is remembered
 */
void
sl_organisation_state_load (SlOrganisationState *state, const char *path)
{
  g_autoptr (GBytes) content = sl_bounded_file_read (path, MAX_BYTES, NULL);
  g_autoptr (JsonNode) root = NULL;

  if (content != NULL)
    root = sl_json_parse (g_bytes_get_data (content, NULL), g_bytes_get_size (content), NULL);
  if (sl_json_get_root (root) != NULL)
    read_members (state, sl_json_get_root (root));
}

/**
 * sl_organisation_state_save:
 * @state: a state with an address
 * @path: where; its folder exists
 * @error: set to the system's reason
 *
 * Returns: whether it is on disk, as a whole or not at all
 */
gboolean
sl_organisation_state_save (const SlOrganisationState *state, const char *path, GError **error)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject      *object = json_object_new ();
  g_autofree char *text = NULL;

  json_node_take_object (root, object);
  json_object_set_string_member (object, "address", state->address);
  sl_iso_time_set_member (object, "fetched", state->fetched);
  if (state->key != NULL && !state->key_is_given)
    json_object_set_string_member (object, "key", state->key);
  json_object_set_boolean_member (object, "signed", state->is_signed);
  text = json_to_string (root, TRUE);
  return g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

/**
 * sl_organisation_state_to_variant:
 * @state: a state
 *
 * Returns: (transfer floating): a{sv} as data/dbus/…Watch.xml describes it, without the notice
 */
GVariant *
sl_organisation_state_to_variant (const SlOrganisationState *state)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  sl_variant_dict_add_text (&dict, "address", state->address);
  sl_variant_dict_add_time (&dict, "fetched", state->fetched);
  sl_variant_dict_add_time (&dict, "checked", state->checked);
  g_variant_dict_insert (&dict, "fetching", "b", state->is_fetching);
  g_variant_dict_insert (&dict, "signed", "b", state->is_signed);
  sl_variant_dict_add_text (&dict, "key", state->key);
  g_variant_dict_insert (&dict, "key-given", "b", state->key_is_given);
  sl_variant_dict_add_text (&dict, "problem", state->problem);
  return g_variant_dict_end (&dict);
}
