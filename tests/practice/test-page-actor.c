/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page-actor.h"

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

static void
on_body (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  GBytes **body = user_data;

  *body = soup_session_send_and_read_finish (SOUP_SESSION (source), result, &error);
  g_assert_no_error (error);
}

static JsonNode *
read_page (SlPageActor *page)
{
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autofree char *url = sl_page_actor_dup_feed_url (page);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", url);
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  JsonNode        *root;

  soup_session_send_and_read_async (session, message, G_PRIORITY_DEFAULT, NULL, on_body, &body);
  while (body == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (soup_message_get_status (message), ==, SOUP_STATUS_OK);
  text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  root = json_from_string (text, &error);
  g_assert_no_error (error);
  return root;
}

static char *
query (JsonNode *root, const char *path)
{
  g_autoptr (JsonNode) found = json_path_query (path, root, NULL);

  return json_to_string (found, FALSE);
}

static void
test_green (void)
{
  g_autoptr (SlPageActor) page = sl_page_actor_new (NULL);
  g_autoptr (JsonNode) root = read_page (page);
  g_autofree char *indicator = query (root, "$.status.indicator");
  g_autofree char *states = query (root, "$.components[*].status");
  g_autofree char *incidents = query (root, "$.incidents[*].name");

  g_assert_cmpstr (indicator, ==, "[\"none\"]");
  g_assert_cmpstr (states, ==, "[\"operational\",\"operational\"]");
  g_assert_cmpstr (incidents, ==, "[]");
  g_assert_cmpuint (sl_page_actor_get_readings (page), ==, 1);
}

static void
test_incident (void)
{
  g_autoptr (SlPageActor) page = sl_page_actor_new (NULL);
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (JsonNode) later = NULL;
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;
  g_autofree char *indicator = NULL;

  sl_page_actor_set_incident (page, "Sign-in \"fails\"", "We look into it.\nSoon.");
  root = read_page (page);
  name = query (root, "$.incidents[0].name");
  text = query (root, "$.incidents[0].incident_updates[0].body");
  g_assert_cmpstr (name, ==, "[\"Sign-in \\\"fails\\\"\"]");
  g_assert_cmpstr (text, ==, "[\"We look into it.\\nSoon.\"]");

  sl_page_actor_set_green (page);
  later = read_page (page);
  indicator = query (later, "$.status.indicator");
  g_assert_cmpstr (indicator, ==, "[\"none\"]");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/practice/page/green", test_green);
  g_test_add_func ("/practice/page/incident-and-back", test_incident);
  return g_test_run ();
}
