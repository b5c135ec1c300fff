/* SPDX-License-Identifier: GPL-3.0-or-later */
/* OpenID Connect Discovery 1.0, 3 · Microsoft Graph, mailFolder · EWS GetFolder · RFC 4918 WebDAV,
 * RFC 5397, RFC 6764 */
#define G_LOG_DOMAIN "sl-signin"

#include "http-service.h"

#include "json-text.h"
#include "xml-words.h"

#include <string.h>

/* https://learn.microsoft.com/exchange/client-developer/web-service-reference/getfolder-operation
 */
#define EWS_GET_INBOX                                                                              \
  "<?xml version=\"1.0\" encoding=\"utf-8\"?>"                                                     \
  "<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\""                        \
  " xmlns:t=\"http://schemas.microsoft.com/exchange/services/2006/types\""                         \
  " xmlns:m=\"http://schemas.microsoft.com/exchange/services/2006/messages\">"                     \
  "<soap:Header><t:RequestServerVersion Version=\"Exchange2010_SP2\"/></soap:Header>"              \
  "<soap:Body><m:GetFolder><m:FolderShape><t:BaseShape>IdOnly</t:BaseShape></m:FolderShape>"       \
  "<m:FolderIds><t:DistinguishedFolderId Id=\"inbox\"/></m:FolderIds></m:GetFolder>"               \
  "</soap:Body></soap:Envelope>"

/* RFC 5397: answered by every CalDAV and CardDAV server, and it changes nothing. */
#define DAV_WHO_AM_I                                                                               \
  "<?xml version=\"1.0\" encoding=\"utf-8\"?><propfind xmlns=\"DAV:\"><prop>"                      \
  "<current-user-principal/></prop></propfind>"

#define JSON "application/json"
#define XML "text/xml, application/xml"

/* First match wins. */
/* clang-format off */
static const SlHttpService services[] = {
  { SL_HTTP_SERVICE_OPENID, NULL, "*/.well-known/openid-configuration*", NULL, "GET", JSON, NULL, NULL, NULL, SL_HTTP_SHAPE_JSON },
  { SL_HTTP_SERVICE_GRAPH, "graph.microsoft.*", NULL, "/v1.0/me/mailFolders/inbox", "GET", JSON, NULL, NULL, NULL, SL_HTTP_SHAPE_JSON },
  { SL_HTTP_SERVICE_GRAPH, NULL, "/v?.?/me/mailfolders/*", NULL, "GET", JSON, NULL, NULL, NULL, SL_HTTP_SHAPE_JSON },
  { SL_HTTP_SERVICE_EWS, NULL, "*/ews/exchange.asmx", NULL, "POST", XML, "text/xml; charset=utf-8", EWS_GET_INBOX, NULL, SL_HTTP_SHAPE_XML },
  { SL_HTTP_SERVICE_DAV, NULL, "/.well-known/ca*dav", NULL, "PROPFIND", XML, "application/xml; charset=utf-8", DAV_WHO_AM_I, "0", SL_HTTP_SHAPE_XML },
  { SL_HTTP_SERVICE_DAV, "*dav.*", NULL, "/", "PROPFIND", XML, "application/xml; charset=utf-8", DAV_WHO_AM_I, "0", SL_HTTP_SHAPE_XML },
  { SL_HTTP_SERVICE_DAV, NULL, "*dav/*", NULL, "PROPFIND", XML, "application/xml; charset=utf-8", DAV_WHO_AM_I, "0", SL_HTTP_SHAPE_XML },
  { SL_HTTP_SERVICE_PAGE, NULL, NULL, "/", "GET", "text/html, */*;q=0.5", NULL, NULL, NULL, SL_HTTP_SHAPE_OTHER },
};
/* clang-format on */

static gboolean
matches (const char *pattern, const char *text)
{
  return pattern == NULL || g_pattern_match_simple (pattern, text);
}

/**
 * sl_http_service_find:
 * @server: a server that speaks HTTPS
 *
 * Tells by host and path what an address is for.
 *
 * Returns: (transfer none): its row, that of a web page if nothing else fits
 */
const SlHttpService *
sl_http_service_find (const SlServer *server)
{
  g_autofree char     *path = g_ascii_strdown (server->path != NULL ? server->path : "/", -1);
  const SlHttpService *service = services;

  while (!matches (service->host, server->host) || !matches (service->path, path))
    service++;
  return service;
}

static gboolean
holds_strings (const SlHttpAnswer *answer, const char *const *names)
{
  g_autoptr (JsonNode) node = sl_json_parse (answer->body, (gssize) answer->length, NULL);

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return FALSE;
  for (gsize i = 0; names[i] != NULL; i++)
    {
      JsonNode *member = json_object_get_member (json_node_get_object (node), names[i]);

      if (member == NULL || json_node_get_value_type (member) != G_TYPE_STRING)
        return FALSE;
    }
  return TRUE;
}

static gboolean
has_root (const SlHttpAnswer *answer, const char *name)
{
  g_autofree char *root = sl_xml_words_get_root (answer->body, answer->length);

  return g_strcmp0 (root, name) == 0;
}

/**
 * sl_http_service_accepts:
 * @service: what was asked
 * @answer: an answer with a status from 200 to 299
 *
 * Looks whether the answer is what that service says, and not just any page.
 *
 * Returns: whether it is; Exchange's own error codes are still to be read
 */
gboolean
sl_http_service_accepts (const SlHttpService *service, const SlHttpAnswer *answer)
{
  static const char *const openid[] = { "issuer", "token_endpoint", NULL };
  static const char *const folder[] = { "id", NULL };

  switch (service->kind)
    {
    case SL_HTTP_SERVICE_OPENID:
      return holds_strings (answer, openid);
    case SL_HTTP_SERVICE_GRAPH:
      return holds_strings (answer, folder);
    case SL_HTTP_SERVICE_EWS:
      return has_root (answer, "Envelope");
    case SL_HTTP_SERVICE_DAV:
      return has_root (answer, "multistatus");
    case SL_HTTP_SERVICE_PAGE:
    default:
      return TRUE;
    }
}
