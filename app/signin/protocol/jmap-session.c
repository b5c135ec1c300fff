/* SPDX-License-Identifier: GPL-3.0-or-later */
/* RFC 8620 JMAP · RFC 8621 JMAP for Mail */
#define G_LOG_DOMAIN "sl-signin"

#include "jmap-session.h"

#include "json-text.h"

#include <libsoup/soup.h>
#include <string.h>

#define MAIL "urn:ietf:params:jmap:mail"

/* RFC 8620, 1.2: an id has at most 255 bytes of A-Z a-z 0-9 - _. */
#define LONGEST_ID_BYTES 255
#define LONGEST_ADDRESS_BYTES 2048

/**
 * sl_jmap_session_free:
 * @session: (transfer full) (nullable): a session
 */
void
sl_jmap_session_free (SlJmapSession *session)
{
  if (session == NULL)
    return;
  g_uri_unref (session->own_address);
  g_uri_unref (session->api_address);
  g_free (session->account);
  g_free (session);
}

static const char *
get_string (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  return json_node_get_string (node);
}

static JsonObject *
get_object (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static JsonArray *
get_array (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

/* Servers are freer with their ids than the RFC; what would need escaping is none. */
static gboolean
is_id (const char *id)
{
  return id != NULL && *id != '\0' && strlen (id) <= LONGEST_ID_BYTES
         && strpbrk (id, "\"\\\n") == NULL && g_utf8_validate (id, -1, NULL);
}

/* The credential goes there: never in clear. */
static gboolean
is_safe (GUri *address)
{
  return g_strcmp0 (g_uri_get_scheme (address), "https") == 0 && g_uri_get_host (address) != NULL
         && *g_uri_get_host (address) != '\0';
}

static SlJmapSession *
session_new (GUri *base, const char *address, const char *account)
{
  g_autoptr (GUri) api = NULL;
  SlJmapSession *session;

  if (address == NULL || strlen (address) > LONGEST_ADDRESS_BYTES || !is_id (account))
    return NULL;
  api = g_uri_parse_relative (base, address, SOUP_HTTP_URI_FLAGS, NULL);
  if (api == NULL || !is_safe (api))
    return NULL;
  session = g_new0 (SlJmapSession, 1);
  session->own_address = g_uri_ref (base);
  session->api_address = g_steal_pointer (&api);
  session->account = g_strdup (account);
  return session;
}

/**
 * sl_jmap_session_parse:
 * @data: a session object
 * @length: its length in bytes
 * @base: where it came from; apiUrl may be relative to it
 * @no_mail: (out): whether it is a session, but of a user without mail
 *
 * Reads {"apiUrl":"…","primaryAccounts":{"urn:ietf:params:jmap:mail":"ID"},…}. The API may lie on
 * another host: a server that was authenticated and told the credential says so, which an open
 * redirect cannot.
 *
 * Source: RFC 8620, 2.
 *
 * Returns: (transfer full) (nullable): the session, %NULL if it cannot be used
 */
SlJmapSession *
sl_jmap_session_parse (const char *data, gsize length, GUri *base, gboolean *no_mail)
{
  g_autoptr (JsonNode) node = sl_json_parse (data, (gssize) length, NULL);
  JsonObject *object;
  JsonObject *primary;
  const char *address;

  *no_mail = FALSE;
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  object = json_node_get_object (node);
  address = get_string (object, "apiUrl");
  primary = get_object (object, "primaryAccounts");
  if (address == NULL || get_object (object, "capabilities") == NULL)
    return NULL;
  *no_mail = primary == NULL || get_string (primary, MAIL) == NULL;
  return *no_mail ? NULL : session_new (base, address, get_string (primary, MAIL));
}

/**
 * sl_jmap_session_to_text:
 * @session: a session
 *
 * Returns: (transfer full): it, as sl_jmap_session_recall() reads it
 */
char *
sl_jmap_session_to_text (const SlJmapSession *session)
{
  g_autofree char *own = g_uri_to_string (session->own_address);
  g_autofree char *api = g_uri_to_string (session->api_address);

  return g_strdup_printf ("%s\n%s\n%s", own, api, session->account);
}

/**
 * sl_jmap_session_recall:
 * @text: what sl_jmap_session_to_text() wrote
 *
 * Returns: (transfer full) (nullable): the session
 */
SlJmapSession *
sl_jmap_session_recall (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", 3);
  g_autoptr (GUri) own = NULL;

  if (g_strv_length (lines) != 3)
    return NULL;
  own = g_uri_parse (lines[0], SOUP_HTTP_URI_FLAGS, NULL);
  return own != NULL && is_safe (own) ? session_new (own, lines[1], lines[2]) : NULL;
}

/**
 * sl_jmap_session_make_question:
 * @session: a session
 *
 * Finds the inbox by its role and opens it, in one request.
 *
 * Source: RFC 8620, 3.3 and 3.7 (result references); RFC 8621, 2.1 and 2.3.
 *
 * Returns: (transfer full): the request's body
 */
char *
sl_jmap_session_make_question (const SlJmapSession *session)
{
  return g_strdup_printf (
      "{\"using\":[\"urn:ietf:params:jmap:core\",\"" MAIL "\"],\"methodCalls\":["
      "[\"Mailbox/query\",{\"accountId\":\"%s\",\"filter\":{\"role\":\"inbox\"}},\"q\"],"
      "[\"Mailbox/get\",{\"accountId\":\"%s\",\"#ids\":{\"resultOf\":\"q\",\"name\":"
      "\"Mailbox/query\",\"path\":\"/ids\"},\"properties\":[\"role\",\"totalEmails\"]},\"g\"]]}",
      session->account, session->account);
}

static SlJmapAnswer
read_response (JsonArray *response, char **error_type)
{
  JsonNode *name
      = json_array_get_length (response) > 1 ? json_array_get_element (response, 0) : NULL;
  JsonNode   *arguments = name != NULL ? json_array_get_element (response, 1) : NULL;
  JsonNode   *list;
  const char *type;

  if (name == NULL || json_node_get_value_type (name) != G_TYPE_STRING
      || !JSON_NODE_HOLDS_OBJECT (arguments))
    return SL_JMAP_ANSWER_NONSENSE;
  if (strcmp (json_node_get_string (name), "error") == 0)
    {
      type = get_string (json_node_get_object (arguments), "type");
      *error_type = g_strdup (type != NULL ? type : "error");
      return SL_JMAP_ANSWER_ERROR;
    }
  if (strcmp (json_node_get_string (name), "Mailbox/get") != 0)
    return SL_JMAP_ANSWER_NO_INBOX;
  list = json_object_get_member (json_node_get_object (arguments), "list");
  if (get_array (list) == NULL)
    return SL_JMAP_ANSWER_NONSENSE;
  return json_array_get_length (get_array (list)) > 0 ? SL_JMAP_ANSWER_INBOX
                                                      : SL_JMAP_ANSWER_NO_INBOX;
}

/**
 * sl_jmap_answer_parse:
 * @data: the answer to sl_jmap_session_make_question()
 * @length: its length in bytes
 * @error_type: (out) (transfer full) (nullable): set for %SL_JMAP_ANSWER_ERROR, such as
 *   "serverUnavailable"; no known length
 *
 * Reads {"methodResponses":[["Mailbox/query",{…},"q"],["Mailbox/get",{"list":[…]},"g"]]}.
 *
 * Source: RFC 8620, 3.4 and 3.6.2.
 *
 * Returns: what the answer says
 */
SlJmapAnswer
sl_jmap_answer_parse (const char *data, gsize length, char **error_type)
{
  g_autoptr (JsonNode) node = sl_json_parse (data, (gssize) length, NULL);
  JsonArray   *responses = NULL;
  SlJmapAnswer answer = SL_JMAP_ANSWER_NONSENSE;

  *error_type = NULL;
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    responses = get_array (json_object_get_member (json_node_get_object (node), "methodResponses"));
  for (guint i = 0; responses != NULL && i < json_array_get_length (responses); i++)
    {
      JsonArray *response = get_array (json_array_get_element (responses, i));

      answer = response != NULL ? read_response (response, error_type) : SL_JMAP_ANSWER_NONSENSE;
      if (answer != SL_JMAP_ANSWER_NO_INBOX)
        return answer;
    }
  return answer;
}
