/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "plan.h"

#include "json-fields.h"
#include "json-text.h"
#include "plan-version.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* {"version": 1,
 *  "accounts": [{"id", "name", "address", "provider", "servers": ["imaps://user@host:port", …],
 *                "pins": [{"host", "key": "64 hexadecimal digits", "accepted": "2026-11-24T…Z"}],
 *                "sign_in": {"kind": "online-account", "id": "…"}, "channels": ["id", …],
 *                "instructions", "important"}],
 *  "channels": [{"id", "name", "kind", "address", "people": ["…"], "instructions", "provider",
 *                "works_offline", "last_practised": "2026-11-23T09:02:00Z"}],
 *  "practised": {"CHANNEL-ID": "2026-11-23T09:02:00Z"},
 *  "organisation_address": "https://…", "organisation_key",
 *  "organisation": {"name", "key",
 *                   "notice": {"text", "valid_from", "valid_until", "url"}},
 *  "templates": [{"id", "name", "text"}]}
 * Only the ids are required, and a notice's text and end; null counts as absent. Accounts and
 * channels may have "managed_by", which a report shows and which means nothing here. A sample:
 * tests/data/plans/valid/full.json. */

static SlJsonFields
fields_at (JsonObject *object, const char *place)
{
  return (SlJsonFields){ object, place, SL_PLAN_ERROR, SL_PLAN_ERROR_VALUE };
}

static gboolean
read_servers (const SlJsonFields *fields, GPtrArray *servers, GError **error)
{
  g_auto (GStrv) uris = NULL;

  if (!sl_json_fields_read_lines (fields, "servers", &uris, error))
    return FALSE;
  for (guint i = 0; uris != NULL && uris[i] != NULL; i++)
    {
      g_autoptr (GError) server_error = NULL;
      SlServer *server = sl_server_new_from_uri (uris[i], &server_error);

      if (server == NULL)
        {
          g_autofree char *entry = g_strdup_printf ("servers[%u]:", i);

          return sl_json_fields_fail (fields, entry, error, "%s", server_error->message);
        }
      g_ptr_array_add (servers, server);
    }
  return TRUE;
}

/* An absent one is a password. */
static gboolean
read_sign_in (const SlJsonFields *fields, SlAccount *account, GError **error)
{
  g_autofree char *place = g_strconcat (fields->place, ".sign_in", NULL);
  SlJsonFields     inner = fields_at (NULL, place);

  if (!sl_json_fields_read_object (fields, "sign_in", &inner.object, error))
    return FALSE;
  if (inner.object == NULL)
    return TRUE;
  account->sign_in = sl_sign_in_new_from_fields (&inner, error);
  return account->sign_in != NULL;
}

static gboolean
read_pin (SlAccount *account, const SlJsonFields *fields, GError **error)
{
  g_autofree char *host = NULL;
  g_autofree char *key = NULL;
  gint64           accepted = 0;

  if (!sl_json_fields_read_line (fields, "host", &host, error)
      || !sl_json_fields_read_line (fields, "key", &key, error)
      || !sl_json_fields_read_time (fields, "accepted", &accepted, error))
    return FALSE;
  if (host == NULL || *host == '\0')
    return sl_json_fields_fail (fields, "host", error, _ ("must name a server"));
  if (!sl_pin_key_is_valid (key))
    return sl_json_fields_fail (fields, "key", error, _ ("must be 64 hexadecimal digits"));
  g_ptr_array_add (account->pins, sl_pin_new (host, key, accepted));
  return TRUE;
}

static gboolean
read_pins (const SlJsonFields *fields, SlAccount *account, GError **error)
{
  JsonArray *array = NULL;

  if (!sl_json_fields_read_array (fields, "pins", &array, error))
    return FALSE;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      g_autofree char *place = g_strdup_printf ("%s.pins[%u]", fields->place, i);
      JsonNode        *node = json_array_get_element (array, i);
      SlJsonFields     pin = fields_at (NULL, place);

      if (!JSON_NODE_HOLDS_OBJECT (node))
        return sl_json_fields_fail (&pin, NULL, error, _ ("must be a group in curly brackets"));
      pin.object = json_node_get_object (node);
      if (!read_pin (account, &pin, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_account_members (const SlJsonFields *fields, SlAccount *account, GError **error)
{
  return sl_json_fields_read_line (fields, "id", &account->id, error)
         && sl_json_fields_read_line (fields, "address", &account->address, error)
         && sl_json_fields_read_line (fields, "name", &account->name, error)
         && sl_json_fields_read_line (fields, "provider", &account->provider, error)
         && read_servers (fields, account->servers, error) && read_sign_in (fields, account, error)
         && read_pins (fields, account, error)
         && sl_json_fields_read_lines (fields, "channels", &account->channels, error)
         && sl_json_fields_read_text (fields, "instructions", &account->instructions, error)
         && sl_json_fields_read_boolean (fields, "important", &account->important, error);
}

static gboolean
read_account (SlPlan *plan, const SlJsonFields *fields, GError **error)
{
  static const char *const known[]
      = { "id",      "name",     "address",      "provider",  "servers",    "pins",
          "sign_in", "channels", "instructions", "important", "managed_by", NULL };
  g_autoptr (SlAccount) account = sl_account_new (NULL, NULL);
  const char *fault;

  if (!read_account_members (fields, account, error))
    return FALSE;
  if (account->name == NULL)
    account->name = g_strdup (account->address != NULL ? account->address : account->id);
  account->unknown = sl_json_fields_find_unknown (fields, known);
  fault = sl_account_find_fault (account);
  if (fault != NULL)
    return sl_json_fields_fail (fields, NULL, error, "%s", fault);
  if (sl_plan_get_account (plan, account->id) != NULL)
    return sl_json_fields_fail (fields, NULL, error, _ ("has the same id as an account before it"));
  return sl_plan_set_account (plan, account, error);
}

static gboolean
read_kind (const SlJsonFields *fields, SlChannel *channel, GError **error)
{
  g_autofree char *word = NULL;

  if (!sl_json_fields_read_line (fields, "kind", &word, error))
    return FALSE;
  if (word == NULL)
    channel->kind = sl_channel_kind_guess (channel->address);
  else if (!sl_channel_kind_from_nick (word, &channel->kind))
    return sl_json_fields_fail (
        fields, "kind", error,
        _ ("must be phone, sms, chat, video, mail, web, in-person or other"));
  channel->works_offline = sl_channel_kind_works_offline (channel->kind);
  return TRUE;
}

static gboolean
read_channel_members (const SlJsonFields *fields, SlChannel *channel, GError **error)
{
  return sl_json_fields_read_line (fields, "id", &channel->id, error)
         && sl_json_fields_read_line (fields, "name", &channel->name, error)
         && sl_json_fields_read_line (fields, "address", &channel->address, error)
         && read_kind (fields, channel, error)
         && sl_json_fields_read_lines (fields, "people", &channel->people, error)
         && sl_json_fields_read_text (fields, "instructions", &channel->instructions, error)
         && sl_json_fields_read_line (fields, "provider", &channel->provider, error)
         && sl_json_fields_read_boolean (fields, "works_offline", &channel->works_offline, error)
         && sl_json_fields_read_time (fields, "last_practised", &channel->last_practised, error);
}

static gboolean
read_channel (SlPlan *plan, const SlJsonFields *fields, GError **error)
{
  static const char *const known[]
      = { "id",       "name",          "kind",           "address",    "people", "instructions",
          "provider", "works_offline", "last_practised", "managed_by", NULL };
  g_autoptr (SlChannel) channel = sl_channel_new (NULL, NULL, SL_CHANNEL_OTHER, "");
  const char *fault;

  if (!read_channel_members (fields, channel, error))
    return FALSE;
  if (channel->name == NULL)
    channel->name = g_strdup (*channel->address != '\0' ? channel->address : channel->id);
  channel->unknown = sl_json_fields_find_unknown (fields, known);
  fault = sl_channel_find_fault (channel);
  if (fault != NULL)
    return sl_json_fields_fail (fields, NULL, error, "%s", fault);
  if (sl_plan_get_channel (plan, channel->id) != NULL)
    return sl_json_fields_fail (fields, NULL, error, _ ("has the same id as a channel before it"));
  return sl_plan_set_channel (plan, channel, error);
}

static gboolean
read_template (SlPlan *plan, const SlJsonFields *fields, GError **error)
{
  static const char *const known[] = { "id", "name", "text", NULL };
  g_autoptr (SlTemplate) template = sl_template_new (NULL, NULL, NULL);
  const char *fault;

  if (!sl_json_fields_read_line (fields, "id", &template->id, error)
      || !sl_json_fields_read_line (fields, "name", &template->name, error)
      || !sl_json_fields_read_text (fields, "text", &template->text, error))
    return FALSE;
  if (template->name == NULL)
    template->name = g_strdup (template->id);
  template->unknown = sl_json_fields_find_unknown (fields, known);
  fault = sl_template_find_fault (template);
  if (fault != NULL)
    return sl_json_fields_fail (fields, NULL, error, "%s", fault);
  if (sl_plan_get_template (plan, template->id) != NULL)
    return sl_json_fields_fail (fields, NULL, error, _ ("has the same id as a message before it"));
  return sl_plan_set_template (plan, template, error);
}

typedef gboolean (*ReadEntry) (SlPlan *plan, const SlJsonFields *fields, GError **error);

static gboolean
read_entries (
    SlPlan *plan, const SlJsonFields *top, const char *name, ReadEntry read_entry, GError **error)
{
  JsonArray *array = NULL;

  if (!sl_json_fields_read_array (top, name, &array, error))
    return FALSE;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      g_autofree char *place = g_strdup_printf ("%s[%u]", name, i);
      JsonNode        *node = json_array_get_element (array, i);
      SlJsonFields     fields = fields_at (NULL, place);

      if (!JSON_NODE_HOLDS_OBJECT (node))
        return sl_json_fields_fail (&fields, NULL, error, _ ("must be a group in curly brackets"));
      fields.object = json_node_get_object (node);
      if (!read_entry (plan, &fields, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_notice (const SlJsonFields *parent, SlOrganisation *organisation, GError **error)
{
  static const char *const known[] = { "text", "valid_from", "valid_until", "url", NULL };
  SlJsonFields             fields = fields_at (NULL, "organisation.notice");

  if (!sl_json_fields_read_object (parent, "notice", &fields.object, error))
    return FALSE;
  if (fields.object == NULL)
    return TRUE;
  if (!sl_json_fields_read_text (&fields, "text", &organisation->notice, error)
      || !sl_json_fields_read_time (&fields, "valid_from", &organisation->notice_from, error)
      || !sl_json_fields_read_time (&fields, "valid_until", &organisation->notice_until, error)
      || !sl_json_fields_read_line (&fields, "url", &organisation->notice_url, error))
    return FALSE;
  if (organisation->notice == NULL)
    return sl_json_fields_fail (&fields, NULL, error, _ ("needs a \"text\""));
  organisation->notice_unknown = sl_json_fields_find_unknown (&fields, known);
  return TRUE;
}

static gboolean
read_organisation (SlPlan *plan, const SlJsonFields *top, GError **error)
{
  static const char *const known[] = { "name", "key", "notice", NULL };
  g_autoptr (SlOrganisation) organisation = sl_organisation_new (NULL);
  SlJsonFields fields = fields_at (NULL, "organisation");
  const char  *fault;

  if (!sl_json_fields_read_object (top, "organisation", &fields.object, error))
    return FALSE;
  if (fields.object == NULL)
    return TRUE;
  if (!sl_json_fields_read_line (&fields, "name", &organisation->name, error)
      || !sl_json_fields_read_line (&fields, "key", &organisation->key, error)
      || !read_notice (&fields, organisation, error))
    return FALSE;
  organisation->unknown = sl_json_fields_find_unknown (&fields, known);
  fault = sl_organisation_find_fault (organisation);
  if (fault != NULL)
    return sl_json_fields_fail (&fields, NULL, error, "%s", fault);
  return sl_plan_set_organisation (plan, organisation, error);
}

static gboolean
read_source (SlPlan *plan, const SlJsonFields *top, GError **error)
{
  g_autofree char *address = NULL;
  g_autofree char *key = NULL;

  if (!sl_json_fields_read_line (top, "organisation_address", &address, error)
      || !sl_json_fields_read_line (top, "organisation_key", &key, error))
    return FALSE;
  if (address != NULL && !sl_organisation_address_is_valid (address))
    return sl_json_fields_fail (top, "organisation_address", error,
                                _ ("must be a web address that begins with https://"));
  if (key != NULL && !sl_organisation_key_is_valid (key))
    return sl_json_fields_fail (top, "organisation_key", error,
                                _ ("must be an Ed25519 public key, 32 bytes in base64"));
  return sl_plan_set_organisation_source (plan, address, key, error);
}

static gboolean
read_practised (SlPlan *plan, const SlJsonFields *top, GError **error)
{
  SlJsonFields fields = fields_at (NULL, "practised");
  g_autoptr (GList) names = NULL;

  if (!sl_json_fields_read_object (top, "practised", &fields.object, error))
    return FALSE;
  if (fields.object != NULL)
    names = json_object_get_members (fields.object);
  for (GList *name = names; name != NULL; name = name->next)
    {
      gint64 time = 0;

      if (!sl_json_fields_read_time (&fields, name->data, &time, error))
        return FALSE;
      if (time != 0 && !sl_plan_remember_practised (plan, name->data, time))
        return sl_json_fields_fail (
            &fields, NULL, error,
            _ ("has more than 1024 entries, or one whose name is not 1 to 64 "
               "of the characters a-z, 0-9 and -"));
    }
  return TRUE;
}

static gboolean
check_version (const SlJsonFields *top, GError **error)
{
  JsonNode *node = json_object_get_member (top->object, "version");

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64
      || json_node_get_int (node) < 1)
    return sl_json_fields_fail (top, "version", error, _ ("must be the number 1"));
  if (json_node_get_int (node) == SL_PLAN_VERSION)
    return TRUE;
  g_set_error_literal (
      error, SL_PLAN_ERROR, SL_PLAN_ERROR_VERSION,
      _ ("it was written by a newer version of Storm Lantern; update Storm Lantern "
         "on this computer"));
  return FALSE;
}

static JsonNode *
parse (const char *data, gsize length, GError **error)
{
  g_autoptr (GError) json_error = NULL;
  g_autoptr (JsonNode) root = NULL;

  if (length > SL_PLAN_MAX_BYTES)
    {
      g_set_error_literal (error, SL_PLAN_ERROR, SL_PLAN_ERROR_SIZE,
                           _ ("it is larger than 1 MiB, so it is probably not a plan"));
      return NULL;
    }
  root = sl_json_parse (data, length, &json_error);
  if (root == NULL)
    g_set_error_literal (error, SL_PLAN_ERROR, SL_PLAN_ERROR_SYNTAX, json_error->message);
  else if (!JSON_NODE_HOLDS_OBJECT (root))
    g_set_error_literal (error, SL_PLAN_ERROR, SL_PLAN_ERROR_SYNTAX,
                         _ ("line 1, column 1: a plan is a group in curly brackets"));
  else
    return g_steal_pointer (&root);
  return NULL;
}

/**
 * sl_plan_new_from_json:
 * @data: the file's text
 * @length: bytes in @data, or -1 if it ends in a zero byte
 * @error: set to an #SlPlanError; the message is the end of a sentence that begins with the file's
 * name
 *
 * Reads and validates a plan. Members that this version does not know are kept and written again.
 *
 * Source: data/plan.schema.json.
 *
 * Returns: (transfer full) (nullable): the plan, or %NULL with @error set
 */
SlPlan *
sl_plan_new_from_json (const char *data, gssize length, GError **error)
{
  static const char *const known[]
      = { "version",          "accounts",     "channels",  "practised", "organisation_address",
          "organisation_key", "organisation", "templates", NULL };
  g_autoptr (JsonNode) root = parse (data, length >= 0 ? (gsize) length : strlen (data), error);
  g_autoptr (SlPlan) plan = NULL;
  g_autoptr (JsonObject) unknown = NULL;
  SlJsonFields top;

  if (root == NULL)
    return NULL;
  plan = sl_plan_new ();
  top = fields_at (json_node_get_object (root), "");
  if (!check_version (&top, error) || !read_entries (plan, &top, "accounts", read_account, error)
      || !read_entries (plan, &top, "channels", read_channel, error)
      || !read_practised (plan, &top, error) || !read_source (plan, &top, error)
      || !read_organisation (plan, &top, error)
      || !read_entries (plan, &top, "templates", read_template, error))
    return NULL;
  unknown = sl_json_fields_find_unknown (&top, known);
  sl_plan_set_unknown (plan, unknown);
  return g_steal_pointer (&plan);
}
