/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-cli"

#include "check-report.h"

#include "iso-time.h"
#include "json-line.h"

#include <glib/gi18n-lib.h>

#define LABEL_COLUMNS 14

/**
 * sl_check_report_to_json:
 * @result: what a check found
 *
 * Returns: (transfer full): sl_check_result_to_json() on one line
 */
char *
sl_check_report_to_json (const SlCheckResult *result)
{
  return sl_json_line_new (sl_check_result_to_json (result));
}

/* Columns, not bytes: labels are in the user's language. */
static void
append_label (GString *text, const char *mark, const char *label)
{
  g_string_append_printf (text, "  %s %s", mark, label);
  for (glong columns = g_utf8_strlen (label, -1); columns < LABEL_COLUMNS; columns++)
    g_string_append_c (text, ' ');
}

static void
append_step (GString *text, const SlCheckResult *result, SlStage stage)
{
  gboolean failed = stage == result->stage && !sl_outcome_is_good (result->outcome);

  if (result->timings_ms[stage] < 0 && !failed)
    return;
  append_label (text, failed ? "✗" : "✓", sl_stage_get_label (stage));
  if (result->timings_ms[stage] >= 0)
    g_string_append_printf (text,
                            /* Translators: a duration in milliseconds */
                            _ ("%5d ms"), result->timings_ms[stage]);
  g_string_append_c (text, '\n');
}

static void
append_server_words (GString *text, const SlCheckResult *result)
{
  gboolean asked = sl_check_result_reached_server (result);

  if (result->server_text == NULL)
    return;
  g_string_append_c (text, '\n');
  if (!asked)
    g_string_append (text, result->server_text);
  else if (result->response_code == NULL)
    /* Translators: %s is what the server wrote */
    g_string_append_printf (text, _ ("The server writes: “%s”"), result->server_text);
  else
    /* Translators: first what the server wrote, then its machine-readable code */
    g_string_append_printf (text, _ ("The server writes: “%s” (%s)"), result->server_text,
                            result->response_code);
  g_string_append_c (text, '\n');
}

static const char *
known_or_mark (const char *text)
{
  return text != NULL ? text : "?";
}

/* What has to be compared before --pin is used. */
static void
append_certificate (GString *text, const SlCertificateFacts *facts)
{
  g_autofree char *names = NULL;
  g_autofree char *until = NULL;

  if (facts == NULL)
    return;
  names = g_strjoinv (", ", facts->names);
  until = facts->valid_until > 0 ? sl_iso_time_format (facts->valid_until) : g_strdup ("?");
  g_string_append_c (text, '\n');
  g_string_append_printf (text,
                          /* Translators: what a certificate says of itself: its names, who signed
                           * it, until when it is valid, and the hash of its key */
                          _ ("Its certificate is for %s, signed by %s, valid until %s.\n"
                             "SHA-256 of its key, for --pin: %s\n"),
                          *names != '\0' ? names : known_or_mark (facts->subject),
                          known_or_mark (facts->issuer), until, known_or_mark (facts->key));
}

static void
append_wait (GString *text, const SlCheckResult *result)
{
  if (result->retry_after_seconds == 0)
    return;
  g_string_append_printf (text,
                          ngettext ("It asks to wait for %u second.",
                                    "It asks to wait for %u seconds.", result->retry_after_seconds),
                          result->retry_after_seconds);
  g_string_append_c (text, '\n');
}

/**
 * sl_check_report_to_text:
 * @result: what a check found
 *
 * Returns: (transfer full): for people: one sentence, the steps with their times, the server's
 * words
 */
char *
sl_check_report_to_text (const SlCheckResult *result)
{
  GString *text = g_string_new (sl_outcome_get_text (result->outcome));

  g_string_append_c (text, '\n');
  for (int stage = SL_STAGE_NETWORK; stage < SL_STAGE_DONE; stage++)
    append_step (text, result, (SlStage) stage);
  append_server_words (text, result);
  append_certificate (text, result->certificate);
  append_wait (text, result);
  return g_string_free (text, FALSE);
}
