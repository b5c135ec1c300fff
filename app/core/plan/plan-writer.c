/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "plan.h"

#include "iso-time.h"
#include "json-setters.h"
#include "plan-version.h"

/* Members are written in the order of plan-reader.c's description, what this version does not know
 * after them in the order in which it was found, so that a rewrite changes few lines. */

static void
set_lines (JsonObject *object, const char *name, char **lines)
{
  if (lines != NULL)
    sl_json_set_texts (object, name, lines);
}

static void
set_pins (JsonObject *object, GPtrArray *pins)
{
  JsonArray *array;

  if (pins->len == 0)
    return;
  array = json_array_new ();
  for (guint i = 0; i < pins->len; i++)
    {
      const SlPin *pin = g_ptr_array_index (pins, i);
      JsonObject  *entry = json_object_new ();

      json_object_set_string_member (entry, "host", pin->host);
      json_object_set_string_member (entry, "key", pin->key);
      if (pin->accepted > 0)
        sl_iso_time_set_member (entry, "accepted", pin->accepted);
      json_array_add_object_element (array, entry);
    }
  json_object_set_array_member (object, "pins", array);
}

static void
append_unknown (JsonObject *object, JsonObject *unknown)
{
  JsonObjectIter iter;
  const char    *name;
  JsonNode      *node;

  if (unknown == NULL)
    return;
  json_object_iter_init_ordered (&iter, unknown);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    json_object_set_member (object, name, json_node_copy (node));
}

static JsonObject *
write_account (const SlAccount *account)
{
  JsonObject *object = json_object_new ();
  g_auto (GStrv) servers = sl_server_list_to_uris (account->servers);

  sl_json_set_known_text (object, "id", account->id);
  sl_json_set_known_text (object, "name", account->name);
  sl_json_set_known_text (object, "address", account->address);
  sl_json_set_known_text (object, "provider", account->provider);
  sl_json_set_texts (object, "servers", servers);
  if (account->sign_in != NULL)
    json_object_set_object_member (object, "sign_in", sl_sign_in_to_json (account->sign_in));
  set_pins (object, account->pins);
  set_lines (object, "channels", account->channels);
  sl_json_set_known_text (object, "instructions", account->instructions);
  json_object_set_boolean_member (object, "important", account->important);
  sl_json_set_known_text (object, "managed_by", account->managed_by);
  append_unknown (object, account->unknown);
  return object;
}

static JsonObject *
write_channel (const SlChannel *channel)
{
  JsonObject *object = json_object_new ();

  sl_json_set_known_text (object, "id", channel->id);
  sl_json_set_known_text (object, "name", channel->name);
  sl_json_set_known_text (object, "kind", sl_channel_kind_to_nick (channel->kind));
  sl_json_set_known_text (object, "address", channel->address);
  set_lines (object, "people", channel->people);
  sl_json_set_known_text (object, "instructions", channel->instructions);
  sl_json_set_known_text (object, "provider", channel->provider);
  json_object_set_boolean_member (object, "works_offline", channel->works_offline);
  if (channel->last_practised != 0)
    sl_iso_time_set_member (object, "last_practised", channel->last_practised);
  sl_json_set_known_text (object, "managed_by", channel->managed_by);
  append_unknown (object, channel->unknown);
  return object;
}

static JsonObject *
write_notice (const SlOrganisation *organisation)
{
  JsonObject *object = json_object_new ();

  sl_json_set_known_text (object, "text", organisation->notice);
  if (organisation->notice_from != 0)
    sl_iso_time_set_member (object, "valid_from", organisation->notice_from);
  sl_iso_time_set_member (object, "valid_until", organisation->notice_until);
  sl_json_set_known_text (object, "url", organisation->notice_url);
  append_unknown (object, organisation->notice_unknown);
  return object;
}

static JsonObject *
write_organisation (const SlOrganisation *organisation)
{
  JsonObject *object = json_object_new ();

  sl_json_set_known_text (object, "name", organisation->name);
  sl_json_set_known_text (object, "key", organisation->key);
  if (organisation->notice != NULL)
    json_object_set_object_member (object, "notice", write_notice (organisation));
  append_unknown (object, organisation->unknown);
  return object;
}

static void
write_practised (SlPlan *plan, JsonObject *object)
{
  g_autoptr (GList) ids = sl_plan_list_practised (plan);
  JsonObject *practised;

  if (ids == NULL)
    return;
  practised = json_object_new ();
  for (GList *id = ids; id != NULL; id = id->next)
    sl_iso_time_set_member (practised, id->data, sl_plan_get_practised (plan, id->data));
  json_object_set_object_member (object, "practised", practised);
}

static void
write_about_organisation (SlPlan *plan, JsonObject *object)
{
  const SlOrganisation *organisation = sl_plan_get_organisation (plan);

  write_practised (plan, object);
  sl_json_set_known_text (object, "organisation_address", sl_plan_get_organisation_address (plan));
  sl_json_set_known_text (object, "organisation_key", sl_plan_get_organisation_key (plan));
  if (organisation != NULL)
    json_object_set_object_member (object, "organisation", write_organisation (organisation));
}

static JsonObject *
write_template (const SlTemplate *template)
{
  JsonObject *object = json_object_new ();

  sl_json_set_known_text (object, "id", template->id);
  sl_json_set_known_text (object, "name", template->name);
  sl_json_set_known_text (object, "text", template->text);
  append_unknown (object, template->unknown);
  return object;
}

/* Left out while there is none, so that a plan without messages of its own stays as it was. */
static void
set_templates (JsonObject *object, GPtrArray *templates)
{
  JsonArray *array;

  if (templates->len == 0)
    return;
  array = json_array_new ();
  for (guint i = 0; i < templates->len; i++)
    json_array_add_object_element (array, write_template (g_ptr_array_index (templates, i)));
  json_object_set_array_member (object, "templates", array);
}

static JsonNode *
write_plan (SlPlan *plan)
{
  GPtrArray  *accounts = sl_plan_get_accounts (plan);
  GPtrArray  *channels = sl_plan_get_channels (plan);
  JsonObject *object = json_object_new ();
  JsonArray  *account_array = json_array_new ();
  JsonArray  *channel_array = json_array_new ();
  JsonNode   *root = json_node_new (JSON_NODE_OBJECT);

  for (guint i = 0; i < accounts->len; i++)
    json_array_add_object_element (account_array, write_account (g_ptr_array_index (accounts, i)));
  for (guint i = 0; i < channels->len; i++)
    json_array_add_object_element (channel_array, write_channel (g_ptr_array_index (channels, i)));
  json_object_set_int_member (object, "version", SL_PLAN_VERSION);
  json_object_set_array_member (object, "accounts", account_array);
  json_object_set_array_member (object, "channels", channel_array);
  write_about_organisation (plan, object);
  set_templates (object, sl_plan_get_templates (plan));
  append_unknown (object, sl_plan_get_unknown (plan));
  json_node_take_object (root, object);
  return root;
}

/**
 * sl_plan_to_json:
 * @self: a plan
 *
 * Source: data/plan.schema.json.
 *
 * Returns: (transfer full): the file's text, indented, with a line end at its end
 */
char *
sl_plan_to_json (SlPlan *self)
{
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;

  g_return_val_if_fail (SL_IS_PLAN (self), NULL);

  root = write_plan (self);
  text = json_to_string (root, TRUE);
  return g_strconcat (text, "\n", NULL);
}
