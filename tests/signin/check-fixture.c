/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check-fixture.h"

#include "server-memory.h"

#include <string.h>

char *
fixture_plain_response (void)
{
  static const char plain[] = "\0" FIXTURE_USER "\0" FIXTURE_PASSWORD;

  return g_base64_encode ((const guchar *) plain, sizeof plain - 1);
}

SlCheckRequest *
fixture_request (SlProtocol protocol, SlSecurity security, SlCheckKind kind, guint16 port)
{
  g_autoptr (SlServer) server = sl_server_new (protocol, security, "localhost", port, FIXTURE_USER);
  g_autoptr (SlSecret) secret = sl_secret_new (FIXTURE_PASSWORD, -1);
  SlCheckRequest *request
      = sl_check_request_new (server, kind, kind == SL_CHECK_KIND_SIGNIN ? secret : NULL);

  /* An earlier test may have used the port. */
  sl_server_memory_forget (server);
  request->trust = g_object_ref (sl_test_certificates_get ()->trust);
  request->step_timeout_ms = FIXTURE_CHECK_MS;
  request->check_timeout_ms = FIXTURE_CHECK_MS;
  return request;
}

SlCheckResult *
fixture_run (SlScriptedServer *server, SlProtocol protocol, SlSecurity security, SlCheckKind kind)
{
  g_autoptr (SlCheckRequest) request = fixture_request (protocol, security, kind, server->port);
  SlCheckResult *result;

  /* Only a script that falls silent is waited for. */
  for (gsize i = 0; server->steps[i] != NULL; i++)
    if (strcmp (server->steps[i], "STALL") == 0)
      request->step_timeout_ms = FIXTURE_STEP_MS;
  result = sl_check_run (request, NULL);
  sl_scripted_server_stop (server);
  g_assert_cmpstr (server->surprise, ==, NULL);
  fixture_assert_no_secret (result);
  return result;
}

void
fixture_assert_outcome (const SlCheckResult *result, const char *outcome, const char *stage)
{
  g_assert_cmpstr (sl_outcome_to_nick (result->outcome), ==, outcome);
  g_assert_cmpstr (sl_stage_to_nick (result->stage), ==, stage);
}

void
fixture_assert_no_secret (const SlCheckResult *result)
{
  g_autoptr (JsonObject) object = sl_check_result_to_json (result);
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *json = NULL;
  g_autofree char *plain = fixture_plain_response ();

  json_node_set_object (node, object);
  json = json_to_string (node, FALSE);
  g_assert_null (strstr (json, FIXTURE_PASSWORD));
  g_assert_null (strstr (json, plain));
}

guint
fixture_count (const char *text, const char *part)
{
  guint n_found = 0;

  while ((text = strstr (text, part)) != NULL)
    {
      n_found++;
      text += strlen (part);
    }
  return n_found;
}

typedef struct
{
  SlProtocol         protocol;
  const FixtureCase *checked;
} Bound;

static GTlsCertificate *
get_certificate (FixtureCertificate which)
{
  const SlTestCertificates *certificates = sl_test_certificates_get ();

  switch (which)
    {
    case EXPIRED:
      return certificates->expired;
    case OTHER_HOST:
      return certificates->other_host;
    case SELF_SIGNED:
      return certificates->self_signed;
    case GOOD:
    default:
      return certificates->good;
    }
}

/* In every form in which a mechanism sends it. */
static guint
count_credentials (const char *received)
{
  static const char pair[] = FIXTURE_USER ":" FIXTURE_PASSWORD;
  g_autofree char  *plain = fixture_plain_response ();
  g_autofree char  *basic = g_base64_encode ((const guchar *) pair, strlen (pair));
  g_autofree char  *login
      = g_base64_encode ((const guchar *) FIXTURE_PASSWORD, strlen (FIXTURE_PASSWORD));

  return fixture_count (received, plain) + fixture_count (received, login)
         + fixture_count (received, basic) + fixture_count (received, FIXTURE_PASSWORD);
}

static void
test_case (gconstpointer data)
{
  const Bound       *bound = data;
  const FixtureCase *checked = bound->checked;
  g_autoptr (SlScriptedServer) server
      = sl_scripted_server_new (checked->script, get_certificate (checked->certificate));
  g_autoptr (SlCheckResult) result
      = fixture_run (server, bound->protocol, checked->security, checked->kind);

  fixture_assert_outcome (result, checked->outcome, checked->stage);
  g_assert_cmpuint (count_credentials (server->clear->str), ==, 0);
  g_assert_cmpuint (count_credentials (server->encrypted->str), ==, checked->n_presented);
  g_assert_cmpuint (server->n_connections, ==, 1);
}

void
fixture_add_cases (SlProtocol protocol, const FixtureCase *cases, gsize n_cases)
{
  for (gsize i = 0; i < n_cases; i++)
    {
      g_autofree char *path = g_strconcat ("/signin/", cases[i].name, NULL);
      Bound           *bound = g_new (Bound, 1);

      *bound = (Bound){ protocol, &cases[i] };
      g_test_add_data_func_full (path, bound, test_case, g_free);
    }
}
