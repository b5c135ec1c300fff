/* SPDX-License-Identifier: GPL-3.0-or-later */
/* RFC 9110 HTTP semantics */
#define G_LOG_DOMAIN "sl-signin"

#include "http-answer.h"

#include <libsoup/soup.h>
#include <string.h>

/* A server that asks for more than a day has a wrong clock. */
#define LONGEST_WAIT_SECONDS (24 * 60 * 60)

/**
 * sl_http_answer_free:
 * @answer: (transfer full) (nullable): an answer
 */
void
sl_http_answer_free (SlHttpAnswer *answer)
{
  if (answer == NULL)
    return;
  g_free (answer->content_type);
  g_free (answer->location);
  g_free (answer->challenge);
  g_free (answer->body);
  g_free (answer);
}

static gboolean
begins_with (const char *body, const char *start)
{
  return g_ascii_strncasecmp (body, start, strlen (start)) == 0;
}

/* XHTML calls itself XML: what it is for people to read is asked first. */
static gboolean
is_html (const SlHttpAnswer *answer, const char *body)
{
  return g_strcmp0 (answer->content_type, "text/html") == 0
         || g_strcmp0 (answer->content_type, "application/xhtml+xml") == 0
         || begins_with (body, "<!doctype html") || begins_with (body, "<html");
}

/**
 * sl_http_answer_get_shape:
 * @answer: an answer
 *
 * Servers and portals call their pages all kinds of things, so how the body begins is believed
 * where the name is none of ours.
 *
 * Returns: what the body is
 */
SlHttpShape
sl_http_answer_get_shape (const SlHttpAnswer *answer)
{
  const char *type = answer->content_type != NULL ? answer->content_type : "";
  const char *body = answer->body + strspn (answer->body, " \t\r\n");

  if (is_html (answer, body))
    return SL_HTTP_SHAPE_HTML;
  if (g_str_has_suffix (type, "/json") || g_str_has_suffix (type, "+json") || *body == '{')
    return SL_HTTP_SHAPE_JSON;
  if (g_str_has_suffix (type, "/xml") || g_str_has_suffix (type, "+xml")
      || begins_with (body, "<?xml"))
    return SL_HTTP_SHAPE_XML;
  return SL_HTTP_SHAPE_OTHER;
}

/**
 * sl_http_answer_is_redirect:
 * @answer: an answer
 *
 * Source: RFC 9110, 15.4.
 *
 * Returns: whether it points elsewhere
 */
gboolean
sl_http_answer_is_redirect (const SlHttpAnswer *answer)
{
  switch (answer->status)
    {
    case SOUP_STATUS_MOVED_PERMANENTLY:
    case SOUP_STATUS_FOUND:
    case SOUP_STATUS_SEE_OTHER:
    case SOUP_STATUS_TEMPORARY_REDIRECT:
    case 308: /* Permanent Redirect, which libsoup does not name */
      return answer->location != NULL;
    default:
      return FALSE;
    }
}

static gboolean
is_at_start_of_scheme (const char *challenge, const char *found)
{
  while (found > challenge && found[-1] == ' ')
    found--;
  return found == challenge || found[-1] == ',';
}

/**
 * sl_http_answer_offers:
 * @answer: an answer
 * @scheme: such as "Basic"
 *
 * Source: RFC 9110, 11.6.1: schemes and their parameters are separated by commas.
 *
 * Returns: whether the server takes that kind of sign-in; %TRUE also if it does not say what it
 *   takes
 */
gboolean
sl_http_answer_offers (const SlHttpAnswer *answer, const char *scheme)
{
  const gsize length = strlen (scheme);

  if (answer->challenge == NULL)
    return TRUE;
  for (const char *next = answer->challenge; *next != '\0'; next++)
    if (g_ascii_strncasecmp (next, scheme, length) == 0
        && (next[length] == '\0' || next[length] == ' ' || next[length] == ',')
        && is_at_start_of_scheme (answer->challenge, next))
      return TRUE;
  return FALSE;
}

/**
 * sl_http_wait_parse:
 * @text: (nullable): value of a Retry-After header: seconds or a date
 * @now: Unix seconds
 *
 * Source: RFC 9110, 10.2.3.
 *
 * Returns: seconds to wait, at most a day; 0 if @text is neither, or already over
 */
guint
sl_http_wait_parse (const char *text, gint64 now)
{
  g_autoptr (GDateTime) date = NULL;
  guint64 seconds;

  if (text == NULL)
    return 0;
  if (g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT64, &seconds, NULL))
    return (guint) MIN (seconds, LONGEST_WAIT_SECONDS);
  date = soup_date_time_new_from_http_string (text);
  if (date == NULL)
    return 0;
  return (guint) CLAMP (g_date_time_to_unix (date) - now, 0, LONGEST_WAIT_SECONDS);
}
