/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feed-fetcher.h"

#include "feed-reader.h"
#include "test-certificates.h"
#include "tls-web.h"

#include <string.h>

#define JSON "{\"page\":{\"id\":\"abc\"},\"status\":{\"indicator\":\"none\"}}"
#define SIGNAL_PAGE "<html><title>Signal Status</title>Signal is up and running.</html>"
#define ETAG "W/\"lantern-1\""
#define DATE "Mon, 16 Nov 2026 08:00:00 GMT"
#define DRIP_MS 20
#define SHORT_TIMEOUT_MS 300
#define BOMB_BYTES (64 * 1024 * 1024)

typedef struct
{
  SoupServer     *server;
  GSocketService *raw_server;
  const char     *raw_answer; /* what raw_server sends before it hangs up */
  char           *base;
  char           *raw_base;
  SlFeedFetcher  *fetcher;
  SlFeedResponse *response;
  GError         *error;
  gboolean        done;
  guint           requests;
  gboolean        told_too_much; /* a request carried a cookie, a referrer or another name */
} Fixture;

static void
check_request (Fixture *fixture, SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char         *agent = soup_message_headers_get_one (headers, "User-Agent");

  fixture->requests++;
  if (agent == NULL || !g_str_has_prefix (agent, "StormLantern/")
      || soup_message_headers_get_one (headers, "Cookie") != NULL
      || soup_message_headers_get_one (headers, "Referer") != NULL)
    fixture->told_too_much = TRUE;
}

static void
answer (SoupServerMessage *message, guint status, const char *type, const char *body)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, type, SOUP_MEMORY_COPY, body, strlen (body));
}

static void
answer_with_header (SoupServerMessage *message, guint status, const char *name, const char *value)
{
  answer (message, status, "text/plain", "");
  soup_message_headers_replace (soup_server_message_get_response_headers (message), name, value);
}

static void
answer_validated (SoupServerMessage *message, const char *ask, const char *tell, const char *value)
{
  SoupMessageHeaders *request = soup_server_message_get_request_headers (message);
  SoupMessageHeaders *response = soup_server_message_get_response_headers (message);

  if (g_strcmp0 (soup_message_headers_get_one (request, ask), value) == 0)
    soup_server_message_set_status (message, SOUP_STATUS_NOT_MODIFIED, NULL);
  else
    answer (message, SOUP_STATUS_OK, "application/json", JSON);
  soup_message_headers_append (response, tell, value);
  soup_message_headers_append (response, "Set-Cookie", "visitor=1; Path=/");
}

static GBytes *
pack_zeros (gsize length)
{
  g_autoptr (GConverter) packer
      = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9));
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory, packer);
  g_autofree char *zeros = g_malloc0 (1024 * 1024);

  for (gsize written = 0; written < length; written += 1024 * 1024)
    g_assert_true (g_output_stream_write_all (stream, zeros, 1024 * 1024, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (stream, NULL, NULL));
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

static void
answer_bomb (SoupServerMessage *message)
{
  g_autoptr (GBytes) packed = pack_zeros (BOMB_BYTES);

  g_assert_cmpuint (g_bytes_get_size (packed), <, 100 * 1024);
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_message_headers_set_content_type (soup_server_message_get_response_headers (message),
                                         "application/json", NULL);
  soup_message_headers_append (soup_server_message_get_response_headers (message),
                               "Content-Encoding", "gzip");
  soup_message_body_append_bytes (soup_server_message_get_response_body (message), packed);
}

/* JSON, and 3 MB of zeros, packed with brotli; GLib cannot pack so. Source: RFC 7932. */
static const guint8 brotli_json[] = {
  0x1b, 0x32, 0x00, 0xb0, 0x2c, 0x0e, 0x78, 0xf3, 0x0c, 0x95, 0x28, 0x33, 0x33, 0xd5,
  0xe6, 0x8e, 0x67, 0x52, 0x8b, 0xec, 0xbd, 0x8d, 0xcd, 0xb0, 0x34, 0xb7, 0xd4, 0x61,
  0xe9, 0x2b, 0x31, 0xb2, 0x14, 0x71, 0x93, 0x6b, 0x49, 0x4c, 0xc1, 0x85, 0x21, 0xd9,
  0x52, 0x12, 0x47, 0xb0, 0xa4, 0x60, 0x4e, 0x25, 0xef, 0x91, 0x8f, 0x9f, 0x78,
};
static const guint8 brotli_bomb[]
    = { 0x9b, 0xbf, 0xc6, 0x2d, 0xf8, 0x27, 0x00, 0xe2, 0xb1, 0x40, 0x20, 0xcf, 0xb7, 0x05 };

static GBytes *
pack_json (void)
{
  g_autoptr (GConverter) packer
      = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9));
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory, packer);

  g_assert_true (g_output_stream_write_all (stream, JSON, strlen (JSON), NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (stream, NULL, NULL));
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

/* Nothing is sent packed that was not asked for. */
static void
answer_packed (SoupServerMessage *message, const char *coding, GBytes *packed)
{
  SoupMessageHeaders *request = soup_server_message_get_request_headers (message);
  SoupMessageHeaders *response = soup_server_message_get_response_headers (message);
  const char         *accepted = soup_message_headers_get_list (request, "Accept-Encoding");

  g_assert_nonnull (accepted);
  g_assert_nonnull (strstr (accepted, coding));
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_message_headers_set_content_type (response, "application/json", NULL);
  soup_message_headers_append (response, "Content-Encoding", coding);
  soup_message_body_append_bytes (soup_server_message_get_response_body (message), packed);
}

static void
answer_brotli (SoupServerMessage *message, const guint8 *data, gsize length)
{
  g_autoptr (GBytes) packed = g_bytes_new_static (data, length);

  answer_packed (message, "br", packed);
}

static void
answer_gzip (SoupServerMessage *message)
{
  g_autoptr (GBytes) packed = pack_json ();

  answer_packed (message, "gzip", packed);
}

static void
on_wrote_chunk (SoupServerMessage *message, gpointer user_data)
{
  static char chunk[64 * 1024];

  memset (chunk, ' ', sizeof chunk);
  soup_message_body_append (soup_server_message_get_response_body (message), SOUP_MEMORY_STATIC,
                            chunk, sizeof chunk);
}

static void
answer_endlessly (SoupServerMessage *message)
{
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_message_headers_set_encoding (soup_server_message_get_response_headers (message),
                                     SOUP_ENCODING_CHUNKED);
  soup_message_body_set_accumulate (soup_server_message_get_response_body (message), FALSE);
  g_signal_connect (message, "wrote-chunk", G_CALLBACK (on_wrote_chunk), NULL);
  on_wrote_chunk (message, NULL);
}

static gboolean
on_drip (gpointer user_data)
{
  SoupServerMessage *message = user_data;

  soup_message_body_append (soup_server_message_get_response_body (message), SOUP_MEMORY_STATIC,
                            " ", 1);
  soup_server_message_unpause (message);
  return G_SOURCE_CONTINUE;
}

static void
stop_dripping (gpointer id)
{
  g_source_remove (GPOINTER_TO_UINT (id));
}

static void
answer_slowly (SoupServerMessage *message)
{
  guint id = g_timeout_add (DRIP_MS, on_drip, message);

  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_message_headers_set_encoding (soup_server_message_get_response_headers (message),
                                     SOUP_ENCODING_CHUNKED);
  g_object_set_data_full (G_OBJECT (message), "drip", GUINT_TO_POINTER (id), stop_dripping);
}

static void
on_request (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           user_data)
{
  static const struct
  {
    const char *path;
    guint       status;
    const char *header;
    const char *value;
  } plain[] = {
    { "/busy", 429, "Retry-After", "120" },
    { "/busy-until-long-ago", 503, "Retry-After", DATE },
    { "/busy-until-2099", 503, "Retry-After", "Wed, 16 Sep 2099 08:00:00 GMT" },
    { "/loop", 302, "Location", "/loop" },
    { "/moved", 301, "Location", "etag" },
    { "/to-file", 302, "Location", "file:///etc/hostname" },
    { "/to-plain-http", 302, "Location", "http://192.0.2.1/" },
    { "/to-plain-loopback", 302, "Location", "http://127.0.0.1:9/" },
    { "/to-nowhere", 302, "X-Location", "/etag" },
    { "/missing", 404, "X-Nothing", "here" },
    { "/broken", 500, "X-Nothing", "here" },
    { "/bad-gateway", 502, "X-Nothing", "here" },
    { "/many", 429, "X-Nothing", "here" },
    { "/overloaded", 503, "X-Nothing", "here" },
    { "/unasked-304", 304, "X-Nothing", "here" },
  };

  check_request (user_data, message);
  for (gsize i = 0; i < G_N_ELEMENTS (plain); i++)
    {
      if (g_str_equal (path, plain[i].path))
        answer_with_header (message, plain[i].status, plain[i].header, plain[i].value);
    }
  if (g_str_equal (path, "/etag"))
    answer_validated (message, "If-None-Match", "ETag", ETAG);
  else if (g_str_equal (path, "/date"))
    answer_validated (message, "If-Modified-Since", "Last-Modified", DATE);
  else if (g_str_equal (path, "/plain"))
    answer (message, SOUP_STATUS_OK, "application/json; charset=utf-8", JSON);
  else if (g_str_equal (path, "/html"))
    answer (message, SOUP_STATUS_OK, "text/html", JSON);
  else if (g_str_equal (path, "/disguised-html"))
    answer (message, SOUP_STATUS_OK, "application/json", "\n <!DOCTYPE html><html></html>");
  else if (g_str_equal (path, "/signal"))
    answer (message, SOUP_STATUS_OK, "text/html", SIGNAL_PAGE);
  else if (g_str_equal (path, "/gzip"))
    answer_gzip (message);
  else if (g_str_equal (path, "/brotli"))
    answer_brotli (message, brotli_json, sizeof brotli_json);
  else if (g_str_equal (path, "/brotli-bomb"))
    answer_brotli (message, brotli_bomb, sizeof brotli_bomb);
  else if (g_str_equal (path, "/bomb"))
    answer_bomb (message);
  else if (g_str_equal (path, "/endless"))
    answer_endlessly (message);
  else if (g_str_equal (path, "/drip"))
    answer_slowly (message);
}

static gboolean
on_raw_connection (GThreadedSocketService *service,
                   GSocketConnection      *connection,
                   GObject                *source,
                   gpointer                user_data)
{
  Fixture       *fixture = user_data;
  GInputStream  *input = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  char           request[4096];

  if (g_input_stream_read (input, request, sizeof request, NULL, NULL) > 0)
    g_output_stream_write_all (output, fixture->raw_answer, strlen (fixture->raw_answer), NULL,
                               NULL, NULL);
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
  return TRUE;
}

static void
set_up (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoslist (GUri) addresses = NULL;
  guint16 port;

  fixture->server = g_object_new (SOUP_TYPE_SERVER, NULL);
  soup_server_add_handler (fixture->server, NULL, on_request, fixture, NULL);
  soup_server_listen_local (fixture->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  addresses = soup_server_get_uris (fixture->server);
  fixture->base = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (addresses->data));

  fixture->raw_server = g_threaded_socket_service_new (2);
  port
      = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (fixture->raw_server), NULL, &error);
  g_assert_no_error (error);
  fixture->raw_base = g_strdup_printf ("http://localhost:%u", port);
  g_signal_connect (fixture->raw_server, "run", G_CALLBACK (on_raw_connection), fixture);

  fixture->fetcher = sl_feed_fetcher_new ();
}

static void
tear_down (Fixture *fixture, gconstpointer user_data)
{
  g_socket_service_stop (fixture->raw_server);
  g_clear_object (&fixture->raw_server);
  sl_tls_web_stop (fixture->server);
  g_assert_finalize_object (fixture->fetcher);
  g_clear_object (&fixture->server);
  g_clear_pointer (&fixture->response, sl_feed_response_free);
  g_clear_error (&fixture->error);
  g_free (fixture->base);
  g_free (fixture->raw_base);
}

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->response
      = sl_feed_fetcher_fetch_finish (SL_FEED_FETCHER (source), result, &fixture->error);
  fixture->done = TRUE;
}

static void
fetch_url (Fixture *fixture, const char *url, GCancellable *cancellable)
{
  g_clear_pointer (&fixture->response, sl_feed_response_free);
  g_clear_error (&fixture->error);
  fixture->done = FALSE;
  sl_feed_fetcher_fetch_async (fixture->fetcher, url, cancellable, on_fetched, fixture);
  while (!fixture->done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true ((fixture->response == NULL) == (fixture->error != NULL));
}

static void
fetch (Fixture *fixture, const char *path)
{
  g_autofree char *url = g_strconcat (fixture->base, path, NULL);

  fetch_url (fixture, url, NULL);
}

static void
assert_body (Fixture *fixture, gboolean not_modified)
{
  g_assert_no_error (fixture->error);
  g_assert_cmpmem (g_bytes_get_data (fixture->response->body, NULL),
                   g_bytes_get_size (fixture->response->body), JSON, strlen (JSON));
  g_assert_cmpstr (fixture->response->content_type, ==, "application/json");
  g_assert_true (fixture->response->not_modified == not_modified);
  g_assert_cmpuint (fixture->response->bytes_received, >, 0);
}

static void
test_an_answer_arrives (Fixture *fixture, gconstpointer user_data)
{
  fetch (fixture, "/plain");
  assert_body (fixture, FALSE);
  g_assert_cmpuint (fixture->response->bytes_received, >, strlen (JSON));
  g_assert_false (fixture->told_too_much);
}

static void
test_gzip_is_unpacked (Fixture *fixture, gconstpointer user_data)
{
  fetch (fixture, "/gzip");
  assert_body (fixture, FALSE);
}

static void
test_an_unchanged_page_costs_no_body (Fixture *fixture, gconstpointer user_data)
{
  const char *path = user_data;
  gsize       first_cost;

  fetch (fixture, path);
  assert_body (fixture, FALSE);
  first_cost = fixture->response->bytes_received;
  fetch (fixture, path);
  assert_body (fixture, TRUE);
  g_assert_cmpuint (fixture->response->bytes_received, <, first_cost);
  g_assert_cmpuint (fixture->requests, ==, 2);
  g_assert_false (fixture->told_too_much);
}

static void
test_a_moved_page_is_followed (Fixture *fixture, gconstpointer user_data)
{
  fetch (fixture, "/moved");
  assert_body (fixture, FALSE);
  fetch (fixture, "/moved");
  assert_body (fixture, TRUE);
}

static void
test_a_busy_server_is_left_alone (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *url = g_strconcat (fixture->base, "/plain", NULL);

  g_assert_cmpuint (sl_feed_fetcher_get_retry_after_seconds (fixture->fetcher, url), ==, 0);
  fetch (fixture, user_data);
  g_assert_nonnull (fixture->error);
  g_assert_cmpuint (sl_feed_fetcher_get_retry_after_seconds (fixture->fetcher, url), >, 100);
  g_assert_cmpuint (sl_feed_fetcher_get_retry_after_seconds (fixture->fetcher, url), <=,
                    24 * 60 * 60);
  fetch (fixture, "/plain");
  g_assert_error (fixture->error, SL_FEED_ERROR, SL_FEED_ERROR_BUSY);
  g_assert_cmpuint (fixture->requests, ==, 1);
}

static void
test_a_wait_that_is_over_is_no_wait (Fixture *fixture, gconstpointer user_data)
{
  fetch (fixture, "/busy-until-long-ago");
  g_assert_error (fixture->error, SL_FEED_ERROR, SL_FEED_ERROR_SERVER);
  fetch (fixture, "/plain");
  assert_body (fixture, FALSE);
}

typedef struct
{
  const char *path;
  SlFeedError code;
} Refusal;

static const Refusal refusals[] = {
  { "/loop", SL_FEED_ERROR_ADDRESS },
  { "/to-file", SL_FEED_ERROR_ADDRESS },
  { "/to-plain-http", SL_FEED_ERROR_ADDRESS },
  { "/to-nowhere", SL_FEED_ERROR_ADDRESS },
  { "/missing", SL_FEED_ERROR_STATUS },
  { "/broken", SL_FEED_ERROR_SERVER },
  { "/bad-gateway", SL_FEED_ERROR_SERVER },
  { "/overloaded", SL_FEED_ERROR_SERVER },
  { "/many", SL_FEED_ERROR_BUSY },
  { "/unasked-304", SL_FEED_ERROR_STATUS },
  { "/html", SL_FEED_ERROR_TYPE },
  { "/disguised-html", SL_FEED_ERROR_TYPE },
  { "/bomb", SL_FEED_ERROR_SIZE },
  { "/endless", SL_FEED_ERROR_SIZE },
};

static void
test_a_wrong_answer_is_refused (Fixture *fixture, gconstpointer user_data)
{
  const Refusal *refusal = user_data;

  fetch (fixture, refusal->path);
  g_assert_error (fixture->error, SL_FEED_ERROR, (int) refusal->code);
  g_assert_nonnull (strstr (fixture->error->message, "127.0.0.1"));
  g_assert_cmpuint (fixture->requests, <=, 6);
}

static void
test_a_dripping_server_is_given_up (Fixture *fixture, gconstpointer user_data)
{
  sl_feed_fetcher_set_timeout (fixture->fetcher, SHORT_TIMEOUT_MS);
  fetch (fixture, "/drip");
  g_assert_error (fixture->error, SL_FEED_ERROR, SL_FEED_ERROR_NETWORK);
  g_assert_nonnull (strstr (fixture->error->message, "in time"));
}

static const struct
{
  const char *name;
  const char *answer;
  SlFeedError code;
} raw_answers[] = {
  { "hangs-up", "", SL_FEED_ERROR_NETWORK },
  { "half-a-head", "HTTP/1.1 200 OK\r\nContent-Ty", SL_FEED_ERROR_NETWORK },
  { "no-http", "220 mail.example.org ESMTP\r\n", SL_FEED_ERROR_NETWORK },
  { "half-a-body",
    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{\"page\":",
    SL_FEED_ERROR_NETWORK },
  { "half-a-chunk",
    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: "
    "chunked\r\n\r\nff\r\n{",
    SL_FEED_ERROR_NETWORK },
  { "announces-100-megabytes",
    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 104857600\r\n\r\n{",
    SL_FEED_ERROR_SIZE },
};

static void
test_a_broken_answer_is_refused (Fixture *fixture, gconstpointer user_data)
{
  gsize index = GPOINTER_TO_SIZE (user_data);

  fixture->raw_answer = raw_answers[index].answer;
  fetch_url (fixture, fixture->raw_base, NULL);
  g_assert_error (fixture->error, SL_FEED_ERROR, (int) raw_answers[index].code);
  g_assert_nonnull (strstr (fixture->error->message, "localhost"));
}

static void
test_only_safe_addresses_are_asked (Fixture *fixture, gconstpointer user_data)
{
  static const char *const urls[] = {
    "",
    "status.example.org",
    "http://status.example.org/",
    "http://127.0.0.1.example.org/",
    "ftp://127.0.0.1/",
    "file:///etc/hostname",
    "https://user:secret@status.example.org/",
    "https://",
    "https:///api",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (urls); i++)
    {
      fetch_url (fixture, urls[i], NULL);
      g_assert_error (fixture->error, SL_FEED_ERROR, SL_FEED_ERROR_ADDRESS);
    }
}

static void
test_nobody_there_is_a_network_error (Fixture *fixture, gconstpointer user_data)
{
  g_socket_service_stop (fixture->raw_server);
  g_socket_listener_close (G_SOCKET_LISTENER (fixture->raw_server));
  fetch_url (fixture, fixture->raw_base, NULL);
  g_assert_error (fixture->error, SL_FEED_ERROR, SL_FEED_ERROR_NETWORK);
}

/* The server speaks TLS with @certificate; returns its address. */
static char *
listen_with_tls (Fixture *fixture, GTlsCertificate *certificate)
{
  sl_tls_web_stop (fixture->server);
  return g_strdup_printf ("https://localhost:%u",
                          (guint) sl_tls_web_listen (fixture->server, certificate));
}

/* It is asked for over TLS only. */
static void
test_brotli_is_unpacked_up_to_the_limit (Fixture *fixture, gconstpointer user_data)
{
  const SlTestCertificates *certificates = sl_test_certificates_get ();
  g_autofree char          *base = listen_with_tls (fixture, certificates->good);
  g_autofree char          *fine = g_strconcat (base, "/brotli", NULL);
  g_autofree char          *bomb = g_strconcat (base, "/brotli-bomb", NULL);

  sl_feed_fetcher_set_trust (fixture->fetcher, certificates->trust);
  fetch_url (fixture, fine, NULL);
  assert_body (fixture, FALSE);
  fetch_url (fixture, bomb, NULL);
  g_assert_error (fixture->error, SL_FEED_ERROR, SL_FEED_ERROR_SIZE);
}

static void
test_a_verified_server_is_asked (Fixture *fixture, gconstpointer user_data)
{
  const SlTestCertificates *certificates = sl_test_certificates_get ();
  g_autofree char          *base = listen_with_tls (fixture, certificates->good);
  g_autofree char          *plain = g_strconcat (base, "/plain", NULL);
  g_autofree char          *moved = g_strconcat (base, "/moved", NULL);

  sl_feed_fetcher_set_trust (fixture->fetcher, certificates->trust);
  fetch_url (fixture, plain, NULL);
  assert_body (fixture, FALSE);
  fetch_url (fixture, moved, NULL);
  assert_body (fixture, FALSE);
}

/* From an encrypted answer nothing leads back to plain text, not even on this computer. */
static void
test_encryption_is_not_given_up (Fixture *fixture, gconstpointer user_data)
{
  const SlTestCertificates *certificates = sl_test_certificates_get ();
  g_autofree char          *base = listen_with_tls (fixture, certificates->good);
  g_autofree char          *url = g_strconcat (base, "/to-plain-loopback", NULL);

  sl_feed_fetcher_set_trust (fixture->fetcher, certificates->trust);
  fetch_url (fixture, url, NULL);
  g_assert_error (fixture->error, SL_FEED_ERROR, SL_FEED_ERROR_ADDRESS);
  g_assert_cmpuint (fixture->requests, ==, 1);
}

static void
test_a_false_certificate_gets_no_request (Fixture *fixture, gconstpointer user_data)
{
  const SlTestCertificates *certificates = sl_test_certificates_get ();
  GTlsCertificate          *wrong[]
      = { certificates->expired, certificates->other_host, certificates->self_signed };

  sl_feed_fetcher_set_trust (fixture->fetcher, certificates->trust);
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char *url = listen_with_tls (fixture, wrong[i]);

      fetch_url (fixture, url, NULL);
      g_assert_error (fixture->error, SL_FEED_ERROR, SL_FEED_ERROR_NETWORK);
      g_assert_nonnull (strstr (fixture->error->message, "certificate"));
    }
  g_assert_cmpuint (fixture->requests, ==, 0);
}

static gboolean
on_cancel (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  return G_SOURCE_REMOVE;
}

static void
test_a_fetch_can_be_cancelled (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *url = g_strconcat (fixture->base, "/drip", NULL);

  g_idle_add (on_cancel, cancellable);
  fetch_url (fixture, url, cancellable);
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  fetch_url (fixture, url, cancellable);
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_a_page_that_is_a_feed_is_no_error (Fixture *fixture, gconstpointer user_data)
{
  fetch (fixture, "/signal");
  g_assert_no_error (fixture->error);
  g_assert_cmpuint (g_bytes_get_size (fixture->response->body), ==, strlen (SIGNAL_PAGE));
}

static void
test_a_page_can_be_asked_for (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *url = g_strconcat (fixture->base, "/disguised-html", NULL);

  sl_feed_fetcher_fetch_page_async (fixture->fetcher, url, NULL, on_fetched, fixture);
  while (!fixture->done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_no_error (fixture->error);
}

/* What came in vain costs the user as much. */
static void
test_bytes_are_counted (Fixture *fixture, gconstpointer user_data)
{
  g_assert_cmpuint (sl_feed_fetcher_take_received_bytes (fixture->fetcher), ==, 0);
  fetch (fixture, "/plain");
  g_assert_cmpuint (sl_feed_fetcher_take_received_bytes (fixture->fetcher), ==,
                    fixture->response->bytes_received);
  fetch (fixture, "/missing");
  g_assert_cmpuint (sl_feed_fetcher_take_received_bytes (fixture->fetcher), >, 0);
  g_assert_cmpuint (sl_feed_fetcher_take_received_bytes (fixture->fetcher), ==, 0);
}

static void
test_one_server_is_asked_again_later (Fixture *fixture, gconstpointer user_data)
{
  const SlTestCertificates *certificates = sl_test_certificates_get ();
  g_autofree char          *base = listen_with_tls (fixture, certificates->good);
  g_autofree char          *url = g_strconcat (base, "/plain", NULL);

  sl_feed_fetcher_set_trust (fixture->fetcher, certificates->trust);
  for (guint i = 0; i < 3; i++)
    {
      fetch_url (fixture, url, NULL);
      assert_body (fixture, FALSE);
    }
}

static void
add (const char *path, gconstpointer data, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, data, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/feeds/fetcher/answer", NULL, test_an_answer_arrives);
  add ("/feeds/fetcher/packed/gzip", NULL, test_gzip_is_unpacked);
  add ("/feeds/fetcher/packed/brotli", NULL, test_brotli_is_unpacked_up_to_the_limit);
  add ("/feeds/fetcher/unchanged/etag", "/etag", test_an_unchanged_page_costs_no_body);
  add ("/feeds/fetcher/unchanged/date", "/date", test_an_unchanged_page_costs_no_body);
  add ("/feeds/fetcher/moved", NULL, test_a_moved_page_is_followed);
  add ("/feeds/fetcher/busy/seconds", "/busy", test_a_busy_server_is_left_alone);
  add ("/feeds/fetcher/busy/date", "/busy-until-2099", test_a_busy_server_is_left_alone);
  add ("/feeds/fetcher/busy/over", NULL, test_a_wait_that_is_over_is_no_wait);
  add ("/feeds/fetcher/dripping", NULL, test_a_dripping_server_is_given_up);
  add ("/feeds/fetcher/addresses", NULL, test_only_safe_addresses_are_asked);
  add ("/feeds/fetcher/nobody-there", NULL, test_nobody_there_is_a_network_error);
  add ("/feeds/fetcher/tls/verified", NULL, test_a_verified_server_is_asked);
  add ("/feeds/fetcher/tls/kept", NULL, test_encryption_is_not_given_up);
  add ("/feeds/fetcher/tls/false", NULL, test_a_false_certificate_gets_no_request);
  add ("/feeds/fetcher/page/feed", NULL, test_a_page_that_is_a_feed_is_no_error);
  add ("/feeds/fetcher/page/wanted", NULL, test_a_page_can_be_asked_for);
  add ("/feeds/fetcher/bytes", NULL, test_bytes_are_counted);
  add ("/feeds/fetcher/spacing", NULL, test_one_server_is_asked_again_later);
  add ("/feeds/fetcher/cancelled", NULL, test_a_fetch_can_be_cancelled);
  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autofree char *path = g_strconcat ("/feeds/fetcher/refused", refusals[i].path, NULL);

      add (path, &refusals[i], test_a_wrong_answer_is_refused);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (raw_answers); i++)
    {
      g_autofree char *path = g_strconcat ("/feeds/fetcher/broken/", raw_answers[i].name, NULL);

      add (path, GSIZE_TO_POINTER (i), test_a_broken_answer_is_refused);
    }
  return g_test_run ();
}
