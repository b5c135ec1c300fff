/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include "jmap-session.h"
#include "json-text.h"

/* The credential goes where a session says: never in clear, and the same after it was remembered.
 */
static void
check_session (const SlJmapSession *session)
{
  g_autofree char *text = sl_jmap_session_to_text (session);
  g_autofree char *question = sl_jmap_session_make_question (session);
  g_autoptr (SlJmapSession) again = sl_jmap_session_recall (text);
  g_autoptr (JsonNode) node = sl_json_parse (question, -1, NULL);

  if (g_strcmp0 (g_uri_get_scheme (session->api_address), "https") != 0)
    FUZZ_FAIL ("%s is not encrypted", text);
  if (again == NULL || g_strcmp0 (again->account, session->account) != 0)
    FUZZ_FAIL ("%s is not remembered", text);
  if (node == NULL)
    FUZZ_FAIL ("%s is no JSON", question);
}

/* A session object, and an answer. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t length)
{
  g_autoptr (GUri) base = g_uri_parse ("https://example.org/jmap/session", G_URI_FLAGS_NONE, NULL);
  gboolean no_mail;
  g_autoptr (SlJmapSession) session
      = sl_jmap_session_parse ((const char *) data, length, base, &no_mail);
  g_autofree char *type = NULL;

  if (session != NULL)
    check_session (session);
  if ((sl_jmap_answer_parse ((const char *) data, length, &type) == SL_JMAP_ANSWER_ERROR)
      != (type != NULL))
    FUZZ_FAIL ("an error without a type, or a type without an error");
  return 0;
}
