/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "stage-details.h"

#include "moment-words.h"
#include "outcome.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

static const char *
get_text (GVariant *result, const char *member)
{
  const char *text = "";

  g_variant_lookup (result, member, "&s", &text);
  return text;
}

static void
add_line (GString *lines, char *line)
{
  g_string_append_printf (lines, "%s%s", lines->len > 0 ? "\n" : "", line);
  g_free (line);
}

/* "IPv6 2001:db8::1", or the text as it is if it is no address. */
static char *
name_address (const char *text)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (text);

  if (address == NULL)
    return g_strdup (text);
  return g_strdup_printf (
      "%s %s", g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6 ? "IPv6" : "IPv4", text);
}

static void
add_tried (GString *lines, GVariant *result)
{
  g_autofree const char **tried = NULL;

  if (!g_variant_lookup (result, "tried", "^a&s", &tried))
    return;
  for (guint i = 0; tried[i] != NULL; i++)
    {
      g_autofree char *address = name_address (tried[i]);

      /* Translators: %s is an IP address such as "IPv4 192.0.2.1". */
      add_line (lines, g_strdup_printf (_ ("Tried: %s"), address));
    }
}

static void
describe_connection (GString *lines, GVariant *result)
{
  const char *address = get_text (result, "address");
  const char *proxy = get_text (result, "proxy");
  const char *failed_family = get_text (result, "failed-family");

  if (*proxy != '\0')
    /* Translators: %s is the address of a proxy. */
    add_line (lines, g_strdup_printf (_ ("Through the proxy %s"), proxy));
  if (*address != '\0' && *proxy == '\0')
    {
      g_autofree char *named = name_address (address);

      /* Translators: %s is an IP address such as "IPv4 192.0.2.1". */
      add_line (lines, g_strdup_printf (_ ("Connected to %s"), named));
    }
  else
    add_tried (lines, result);
  if (*failed_family != '\0')
    /* Translators: %s is "IPv4" or "IPv6". */
    add_line (lines, g_strdup_printf (_ ("%s did not get through."), failed_family));
}

/**
 * sl_stage_details_reached_server:
 * @result: "signin" or "door" of an account's dictionary
 *
 * A sign-in for which no password or token could be had fails before anybody asks the mail server.
 *
 * Returns: whether the mail server was asked at all
 */
gboolean
sl_stage_details_reached_server (GVariant *result)
{
  g_autoptr (GVariant) timings
      = g_variant_lookup_value (result, "timings", G_VARIANT_TYPE ("a{si}"));
  gint32 total_ms = -1;

  if (!g_str_equal (get_text (result, "stage"), sl_stage_to_nick (SL_STAGE_AUTHENTICATION)))
    return TRUE;
  return timings == NULL || !g_variant_lookup (timings, "total", "i", &total_ms) || total_ms >= 0;
}

/* Who said it: the mail server; or, where there was nothing to sign in with, the service that gives
 * out tokens, or ourselves in a whole sentence. */
static void
describe_answer (GString *lines, GVariant *result)
{
  const char *server_text = get_text (result, "server-text");
  const char *code = get_text (result, "response-code");
  gboolean    asked_server = sl_stage_details_reached_server (result);

  if (*server_text != '\0' && asked_server)
    /* Translators: %s is the server's own text, in its own language. */
    add_line (lines, g_strdup_printf (_ ("The server wrote: “%s”"), server_text));
  else if (*server_text != '\0')
    add_line (lines, g_strdup (server_text));
  if (*code != '\0' && asked_server)
    /* Translators: %s is a machine-readable code, such as "UNAVAILABLE". */
    add_line (lines, g_strdup_printf (_ ("Its code: %s"), code));
  else if (*code != '\0')
    /* Translators: %s is a machine-readable word of the provider's sign-in service, such as
     * "invalid_grant". */
    add_line (lines, g_strdup_printf (_ ("The sign-in service wrote: “%s”"), code));
}

static void
describe_failure (GString *lines, GVariant *result)
{
  gint64           time = 0, now = g_get_real_time () / G_USEC_PER_SEC;
  g_autofree char *moment = NULL;

  g_variant_lookup (result, "time", "x", &time);
  if (time > 0)
    {
      moment = sl_moment_to_words (time, now);
      /* Translators: first a moment such as "09:12", then a sentence: what was found. */
      add_line (lines, g_strdup_printf (_ ("%s: %s"), moment, get_text (result, "text")));
    }
  describe_answer (lines, result);
}

/**
 * sl_stage_details_describe:
 * @result: "signin" or "door" of an account's dictionary
 * @stage: one of its stages
 * @failed: whether it is the one that failed
 *
 * Returns: (transfer full): what is known of the stage besides its time, one sentence or name a
 *   line; "" if nothing is
 */
char *
sl_stage_details_describe (GVariant *result, SlStage stage, gboolean failed)
{
  GString *lines = g_string_new (NULL);

  if (failed)
    describe_failure (lines, result);
  if (stage == SL_STAGE_CONNECT)
    describe_connection (lines, result);
  if (stage == SL_STAGE_TLS && *get_text (result, "tls-version") != '\0')
    /* Translators: %s is such as "TLS 1.3". */
    add_line (lines, g_strdup_printf (_ ("Encrypted with %s"), get_text (result, "tls-version")));
  if (stage == SL_STAGE_AUTHENTICATION && *get_text (result, "mechanism") != '\0')
    /* Translators: %s is the name of a way to sign in, such as "SCRAM-SHA-256". */
    add_line (lines, g_strdup_printf (_ ("Way of signing in: %s"), get_text (result, "mechanism")));
  return g_string_free (lines, FALSE);
}
