/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-watch"

#include "organisation-fetch.h"

#include "plan-signature.h"
#include "web-page.h"

#include <glib/gi18n-lib.h>

/* clang-format off */
G_DEFINE_QUARK (sl-organisation-error-quark, sl_organisation_error)
/* clang-format on */

/* One attempt: the plan, then its signature if there must be one. */
typedef struct
{
  SlFeedBackend backend; /* a copy: its own may be gone when an answer comes */
  char         *address;
  char         *host;
  char         *key; /* nullable: who must have signed it */
  GBytes       *content;
} Attempt;

static void
attempt_free (gpointer data)
{
  Attempt *attempt = data;

  g_free (attempt->address);
  g_free (attempt->host);
  g_free (attempt->key);
  g_clear_pointer (&attempt->content, g_bytes_unref);
  g_free (attempt);
}

/**
 * sl_organisation_fetch_free:
 * @fetch: (transfer full) (nullable): what was fetched
 */
void
sl_organisation_fetch_free (SlOrganisationFetch *fetch)
{
  if (fetch == NULL)
    return;
  g_bytes_unref (fetch->content);
  g_free (fetch->key);
  g_free (fetch);
}

static void
fail (GTask *task, SlOrganisationError code, const char *sentence)
{
  g_task_return_new_error (task, SL_ORGANISATION_ERROR, code, "%s", sentence);
}

static void
fail_as_too_large (GTask *task)
{
  Attempt         *attempt = g_task_get_task_data (task);
  g_autofree char *sentence = g_strdup_printf (
      /* Translators: %s is a host name */
      _ ("The answer of %s is larger than 1 MiB, so it is probably not a plan."), attempt->host);

  fail (task, SL_ORGANISATION_ERROR_CONTENT, sentence);
}

/* The fetcher's own sentences name the host, but two of them speak of status pages. */
static void
fail_with_fetch_error (GTask *task, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_error_copy (error));
  else if (g_error_matches (error, SL_FEED_ERROR, SL_FEED_ERROR_SIZE))
    fail_as_too_large (task);
  else
    fail (task, SL_ORGANISATION_ERROR_NETWORK, error->message);
}

static void
succeed (GTask *task)
{
  Attempt             *attempt = g_task_get_task_data (task);
  SlOrganisationFetch *fetch = g_new0 (SlOrganisationFetch, 1);

  fetch->content = g_bytes_ref (attempt->content);
  fetch->key = g_strdup (attempt->key);
  g_task_return_pointer (task, fetch, (GDestroyNotify) sl_organisation_fetch_free);
}

static void
on_signature_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  Attempt *attempt = g_task_get_task_data (task);
  g_autoptr (SlFeedResponse) response
      = attempt->backend.fetch_finish (attempt->backend.data, result, &error);

  if (g_error_matches (error, SL_FEED_ERROR, SL_FEED_ERROR_STATUS))
    fail (task, SL_ORGANISATION_ERROR_SIGNATURE,
          _ ("It is not signed, though it must be; it was not taken."));
  else if (response == NULL)
    fail_with_fetch_error (task, error);
  else if (!sl_plan_signature_verify (attempt->content, response->body, attempt->key))
    fail (task, SL_ORGANISATION_ERROR_SIGNATURE,
          _ ("Its signature does not fit: somebody changed it, or signed it with another key. It "
             "was not taken."));
  else
    succeed (task);
}

static void
fetch_signature (GTask *task)
{
  Attempt         *attempt = g_task_get_task_data (task);
  g_autofree char *address = sl_plan_signature_find_address (attempt->address);

  attempt->backend.fetch_async (attempt->backend.data, address, g_task_get_cancellable (task),
                                on_signature_ready, g_object_ref (task));
}

/* Who must have signed it is known from before, or said by the plan that is met first. */
static void
judge_key (GTask *task, SlPlan *plan)
{
  Attempt              *attempt = g_task_get_task_data (task);
  const SlOrganisation *organisation = sl_plan_get_organisation (plan);
  const char           *named = organisation != NULL ? organisation->key : NULL;

  if (attempt->key != NULL && named != NULL && !g_str_equal (attempt->key, named))
    {
      fail (task, SL_ORGANISATION_ERROR_KEY_CHANGED,
            _ ("It names another key than before; it was not taken. Ask your organisation whether "
               "the key was changed; if so, remove the old key here."));
      return;
    }
  if (attempt->key == NULL)
    attempt->key = g_strdup (named);
  if (attempt->key != NULL)
    fetch_signature (task);
  else
    succeed (task);
}

static void
read_content (GTask *task, const SlFeedResponse *response)
{
  Attempt    *attempt = g_task_get_task_data (task);
  gsize       length;
  const char *data = g_bytes_get_data (response->body, &length);
  g_autoptr (GError) error = NULL;
  g_autoptr (SlPlan) plan = NULL;
  g_autofree char *sentence = NULL;

  if (length > SL_PLAN_MAX_BYTES)
    {
      fail_as_too_large (task);
      return;
    }
  if (g_strcmp0 (response->content_type, "text/html") == 0 || sl_web_page_begins (data, length))
    {
      /* Translators: %s is a host name */
      sentence
          = g_strdup_printf (_ ("%s answers with a web page, not with a plan; the address may be "
                                "wrong, or a sign-in may be wanted there."),
                             attempt->host);
      fail (task, SL_ORGANISATION_ERROR_CONTENT, sentence);
      return;
    }
  plan = sl_plan_new_from_json (data, length, &error);
  if (plan == NULL)
    {
      /* Translators: the first %s is a host name, the second says what is wrong. */
      sentence = g_strdup_printf (_ ("What %s answers is no usable plan: %s"), attempt->host,
                                  error->message);
      fail (task, SL_ORGANISATION_ERROR_CONTENT, sentence);
      return;
    }
  attempt->content = g_bytes_ref (response->body);
  judge_key (task, plan);
}

static void
on_content_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  Attempt *attempt = g_task_get_task_data (task);
  g_autoptr (SlFeedResponse) response
      = attempt->backend.fetch_finish (attempt->backend.data, result, &error);

  if (response != NULL)
    read_content (task, response);
  else
    fail_with_fetch_error (task, error);
}

/**
 * sl_organisation_fetch_async:
 * @backend: who fetches; it outlives the attempt
 * @address: https address of the organisation's plan
 * @key: (nullable): the Ed25519 public key in base64 that must have signed it; %NULL: the one that
 *   the plan itself names, if it names one
 * @cancellable: (nullable): ends the attempt
 * @callback: called when it is over
 * @user_data: for @callback
 *
 * Fetches the plan, reads it, and verifies its signature, which stands at the address that
 * sl_plan_signature_find_address() finds.
 */
void
sl_organisation_fetch_async (const SlFeedBackend *backend,
                             const char          *address,
                             const char          *key,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GUri) uri = g_uri_parse (address, G_URI_FLAGS_ENCODED, NULL);
  Attempt *attempt = g_new0 (Attempt, 1);

  g_task_set_source_tag (task, sl_organisation_fetch_async);
  g_task_set_task_data (task, attempt, attempt_free);
  attempt->backend = *backend;
  attempt->address = g_strdup (address);
  attempt->host = g_strdup (uri != NULL ? g_uri_get_host (uri) : address);
  attempt->key = g_strdup (key);
  backend->fetch_async (backend->data, address, cancellable, on_content_ready, g_object_ref (task));
}

/**
 * sl_organisation_fetch_finish:
 * @result: as given to the callback
 * @error: set to an #SlOrganisationError with one sentence, or to %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the plan, or %NULL with @error set
 */
SlOrganisationFetch *
sl_organisation_fetch_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
