/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-watch"

#include "account-status.h"

#include "budget.h"
#include "enums.h"
#include "variant-dict.h"

static void
clear_status (gpointer data)
{
  SlAccountStatus *status = data;

  g_free (status->id);
  g_free (status->name);
  g_free (status->provider);
  g_free (status->provider_name);
  g_free (status->managed_by);
  sl_verdict_unref (status->verdict);
  g_clear_pointer (&status->last_signin, sl_check_result_unref);
  g_clear_pointer (&status->last_door, sl_check_result_unref);
  g_ptr_array_unref (status->feeds);
}

/**
 * sl_account_status_new:
 * @id: account id
 * @name: the user's name for it
 * @verdict: what is said about it
 *
 * Who made it fills in the rest before handing it out.
 *
 * Returns: (transfer full): a status with one reference and nothing else known
 */
SlAccountStatus *
sl_account_status_new (const char *id, const char *name, SlVerdict *verdict)
{
  SlAccountStatus *status = g_rc_box_new0 (SlAccountStatus);

  status->id = g_strdup (id);
  status->name = g_strdup (name);
  status->verdict = sl_verdict_ref (verdict);
  status->feeds = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_feed_status_free);
  return status;
}

/**
 * sl_account_status_ref:
 * @status: a status
 *
 * Returns: (transfer full): @status with one more reference
 */
SlAccountStatus *
sl_account_status_ref (SlAccountStatus *status)
{
  return g_rc_box_acquire (status);
}

/**
 * sl_account_status_unref:
 * @status: (transfer full): a status
 */
void
sl_account_status_unref (SlAccountStatus *status)
{
  g_rc_box_release_full (status, clear_status);
}

static GVariant *
timings_to_variant (const int *timings_ms)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{si}"));
  for (int stage = 0; stage < SL_N_STAGES; stage++)
    g_variant_builder_add (&builder, "{si}",
                           stage == SL_STAGE_DONE ? "total" : sl_stage_to_nick (stage),
                           timings_ms[stage]);
  return g_variant_builder_end (&builder);
}

static void
add_result (GVariantDict *status, const char *key, const SlCheckResult *result)
{
  GVariantDict dict;

  if (result == NULL)
    return;

  g_variant_dict_init (&dict, NULL);
  sl_variant_dict_add_time (&dict, "time", result->time);
  sl_variant_dict_add_text (&dict, "protocol",
                            sl_enum_to_nick (SL_TYPE_PROTOCOL, result->protocol));
  sl_variant_dict_add_text (&dict, "outcome", sl_outcome_to_nick (result->outcome));
  sl_variant_dict_add_text (&dict, "text", sl_outcome_get_text (result->outcome));
  sl_variant_dict_add_text (&dict, "stage", sl_stage_to_nick (result->stage));
  sl_variant_dict_add_text (&dict, "server-text", result->server_text);
  sl_variant_dict_add_text (&dict, "response-code", result->response_code);
  sl_variant_dict_add_text (&dict, "mechanism", result->mechanism);
  sl_variant_dict_add_text (&dict, "address", result->address);
  sl_variant_dict_add_text (&dict, "tls-version", result->tls_version);
  sl_variant_dict_add_text (&dict, "failed-family", result->failed_family);
  sl_variant_dict_add_text (&dict, "proxy", result->proxy);
  if (result->tried != NULL)
    g_variant_dict_insert (&dict, "tried", "^as", result->tried);
  g_variant_dict_insert_value (&dict, "timings", timings_to_variant (result->timings_ms));
  g_variant_dict_insert_value (&dict, "usual", timings_to_variant (result->usual_ms));
  if (result->certificate != NULL)
    g_variant_dict_insert_value (&dict, "certificate",
                                 sl_certificate_facts_to_variant (result->certificate));
  g_variant_dict_insert_value (status, key, g_variant_dict_end (&dict));
}

static GVariant *
feeds_to_variant (const SlAccountStatus *status)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < status->feeds->len; i++)
    g_variant_builder_add_value (&builder, sl_feed_status_to_variant (status->feeds->pdata[i]));
  return g_variant_builder_end (&builder);
}

static GVariant *
sentences_to_variant (char *const *sentences)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_STRING_ARRAY);
  for (; sentences != NULL && *sentences != NULL; sentences++)
    {
      g_autofree char *valid = g_utf8_make_valid (*sentences, -1);

      g_variant_builder_add (&builder, "s", valid);
    }
  return g_variant_builder_end (&builder);
}

static void
add_verdict (GVariantDict *dict, const SlVerdict *verdict)
{
  sl_variant_dict_add_text (dict, "state", sl_state_to_nick (verdict->state));
  sl_variant_dict_add_text (dict, "cause", sl_cause_to_nick (verdict->cause));
  sl_variant_dict_add_text (dict, "headline", verdict->headline);
  sl_variant_dict_add_text (dict, "advice", verdict->advice);
  g_variant_dict_insert_value (dict, "evidence", sentences_to_variant (verdict->evidence));
  sl_variant_dict_add_text (dict, "confidence",
                            sl_enum_to_nick (SL_TYPE_CONFIDENCE, verdict->confidence));
  g_variant_dict_insert (dict, "pending", "b", verdict->pending);
  sl_variant_dict_add_text (dict, "incident-url", verdict->incident_url);
}

/**
 * sl_account_status_to_variant:
 * @status: a status
 *
 * Writes the dictionary of the property "Accounts" of the D-Bus interface; its members are listed
 * in data/dbus/io.github.stormlantern.StormLantern.Watch.xml. What is unknown is left out.
 *
 * Returns: (transfer floating): an a{sv}
 */
GVariant *
sl_account_status_to_variant (const SlAccountStatus *status)
{
  GVariantDict dict;

  g_return_val_if_fail (status != NULL, NULL);

  g_variant_dict_init (&dict, NULL);
  sl_variant_dict_add_text (&dict, "id", status->id);
  sl_variant_dict_add_text (&dict, "name", status->name);
  sl_variant_dict_add_text (&dict, "provider", status->provider);
  sl_variant_dict_add_text (&dict, "provider-name", status->provider_name);
  sl_variant_dict_add_text (&dict, "managed-by", status->managed_by);
  add_verdict (&dict, status->verdict);
  sl_variant_dict_add_time (&dict, "since", status->since);
  g_variant_dict_insert (&dict, "checking", "b", status->checking);
  sl_variant_dict_add_time (&dict, "last-success", status->last_success);
  sl_variant_dict_add_time (&dict, "next-check", status->next_check);
  sl_variant_dict_add_time (&dict, "signin-interval", status->signin_interval_seconds);
  g_variant_dict_insert (&dict, "refusals-a-day", "u", SL_BUDGET_DAY_LIMIT);
  sl_variant_dict_add_text (&dict, "sign-in", sl_sign_in_kind_to_nick (status->sign_in));
  g_variant_dict_insert (&dict, "refused", "b", status->refused);
  g_variant_dict_insert (&dict, "secret-missing", "b", status->secret_missing);
  sl_variant_dict_add_time (&dict, "muted-until", status->muted_until);
  add_result (&dict, "signin", status->last_signin);
  add_result (&dict, "door", status->last_door);
  g_variant_dict_insert_value (&dict, "feeds", feeds_to_variant (status));
  return g_variant_dict_end (&dict);
}
