/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-practice"

#include "practice-plan.h"

#include "bounded-file.h"
#include "page-actor.h"
#include "plan-layers.h"
#include "practice.h"

#include <glib/gi18n-lib.h>

#define MAIL_HOST "127.0.0.1"

static gboolean
add_account (SlPlan *plan, guint16 mail_port, GError **error)
{
  g_autoptr (SlAccount) account = sl_account_new (SL_PRACTICE_ACCOUNT_ID, _ ("Practice"));

  account->provider = g_strdup (SL_PRACTICE_PROVIDER_ID);
  account->instructions = g_strdup (
      _ ("This is a practice. In a real outage your own instructions stand here.\n"
         "Agree with your people beforehand: who calls whom, and where everybody meets."));
  g_ptr_array_add (account->servers, sl_server_new (SL_PROTOCOL_IMAP, SL_SECURITY_TLS, MAIL_HOST,
                                                    mail_port, "practice"));
  return sl_plan_set_account (plan, account, error);
}

static gboolean
add_practised_channels (SlPlan *plan, GPtrArray *channels, GError **error)
{
  for (guint i = 0; i < channels->len; i++)
    {
      if (!sl_plan_set_channel (plan, g_ptr_array_index (channels, i), error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_templates (SlPlan *plan, GPtrArray *templates, GError **error)
{
  for (guint i = 0; i < templates->len; i++)
    {
      if (!sl_plan_set_template (plan, g_ptr_array_index (templates, i), error))
        return FALSE;
    }
  return TRUE;
}

/* 555-0100 is set apart for examples; example.org by RFC 2606. */
static gboolean
add_example_channels (SlPlan *plan, GError **error)
{
  g_autoptr (SlChannel) phone
      = sl_channel_new ("practice-phone", _ ("Telephone conference (example)"), SL_CHANNEL_PHONE,
                        "tel:+1-202-555-0100");
  g_autoptr (SlChannel) chat
      = sl_channel_new ("practice-chat", _ ("Team chat (example)"), SL_CHANNEL_CHAT,
                        "xmpp:team@conference.example.org?join");

  phone->works_offline = TRUE;
  phone->instructions = g_strdup (_ ("Dial in and say your name. Code: 1234.\n"
                                     "This works without the internet."));
  chat->instructions = g_strdup (_ ("Ask in the room before you send files."));
  return sl_plan_set_channel (plan, phone, error) && sl_plan_set_channel (plan, chat, error);
}

static gboolean
is_plan (const char *path)
{
  g_autoptr (GBytes) bytes = sl_bounded_file_read (path, SL_PLAN_MAX_BYTES, NULL);
  g_autoptr (SlPlan) plan = NULL;

  if (bytes != NULL)
    plan = sl_plan_new_from_json (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL);
  return plan != NULL;
}

/**
 * sl_practice_plan_load_practised:
 * @own_path: the user's plan
 * @no_path: a file that does not exist
 *
 * Reads it, and the organisation's plan below it, without a trace: a broken file is none here. It
 * is the service's to report, and to keep a copy of.
 *
 * Returns: (transfer full): the plan whose channels are practised
 */
SlPlan *
sl_practice_plan_load_practised (const char *own_path, const char *no_path)
{
  g_autoptr (SlPlanLayers) layers = sl_plan_layers_new (is_plan (own_path) ? own_path : no_path);

  return g_object_ref (sl_plan_layers_get_plan (layers));
}

/**
 * sl_practice_plan_new:
 * @mail_port: port of the practice's mail server on 127.0.0.1
 * @practised: the plan whose channels are practised: the user's own and the organisation's
 * @error: set if the plan's rules refuse it
 *
 * Returns: (transfer full) (nullable): a plan with one account and these channels and messages, or
 * two example channels if there are none
 */
SlPlan *
sl_practice_plan_new (guint16 mail_port, SlPlan *practised, GError **error)
{
  g_autoptr (SlPlan) plan = sl_plan_new ();
  GPtrArray *channels = sl_plan_get_channels (practised);
  gboolean   added = channels->len > 0 ? add_practised_channels (plan, channels, error)
                                       : add_example_channels (plan, error);

  if (!added || !add_templates (plan, sl_plan_get_templates (practised), error)
      || !add_account (plan, mail_port, error))
    return NULL;
  return g_steal_pointer (&plan);
}

static void
add_strings (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  json_builder_add_string_value (builder, value);
  json_builder_end_array (builder);
}

static void
add_feed (JsonBuilder *builder, const char *feed_url)
{
  json_builder_set_member_name (builder, "feeds");
  json_builder_begin_array (builder);
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "platform");
  json_builder_add_string_value (builder, "statuspage");
  json_builder_set_member_name (builder, "url");
  json_builder_add_string_value (builder, feed_url);
  add_strings (builder, "mail_components", SL_PAGE_ACTOR_MAIL_COMPONENT);
  add_strings (builder, "identity_components", SL_PAGE_ACTOR_IDENTITY_COMPONENT);
  json_builder_end_object (builder);
  json_builder_end_array (builder);
}

static char *
compose_provider (const char *feed_url)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "name");
  /* Translators: the name of the practice's mail provider, which does not exist */
  json_builder_add_string_value (builder, _ ("Example Mail"));
  add_strings (builder, "kinds", "mail");
  add_strings (builder, "signin", "password");
  add_feed (builder, feed_url);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

/**
 * sl_practice_catalogue_new:
 * @feed_url: address of the practice's status page for machines
 * @error: set if the catalogue's rules refuse it
 *
 * Returns: (transfer full) (nullable): a catalogue that knows the practice's provider alone
 */
SlProviderCatalogue *
sl_practice_catalogue_new (const char *feed_url, GError **error)
{
  g_autofree char *text = compose_provider (feed_url);
  g_autoptr (SlProvider) provider
      = sl_provider_new_from_json (SL_PRACTICE_PROVIDER_ID, text, -1, error);
  SlProviderCatalogue *catalogue;

  if (provider == NULL)
    return NULL;
  catalogue = sl_provider_catalogue_new ();
  sl_provider_catalogue_add (catalogue, provider);
  return catalogue;
}
