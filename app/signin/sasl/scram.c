/* SPDX-License-Identifier: GPL-3.0-or-later */
/* RFC 5802 SCRAM · RFC 7677 SCRAM-SHA-256 · RFC 9266 tls-exporter */
#define G_LOG_DOMAIN "sl-signin"

#include "scram.h"

#include "saslprep.h"

#include <gnutls/crypto.h>
#include <gsasl.h>
#include <string.h>

/* A server names how often the password is hashed. This many take about a second; servers name
 * 4,096 to 100,000. */
#define MOST_ITERATIONS 1000000

#define MOST_HASH_BYTES 32

struct _SlScram
{
  Gsasl_session          *session;
  char                   *user;
  SlSecret               *prepared;
  const SlChannelBinding *binding;
  gboolean                sha_256;
  gboolean                plus;
  gboolean                complete;
};

static void
wipe (gpointer data, gsize length)
{
  explicit_bzero (data, length);
}

static void
set_salted_password (Gsasl_session *session, const guint8 *hash, gsize length)
{
  char hex[2 * MOST_HASH_BYTES + 1];

  for (gsize i = 0; i < length; i++)
    g_snprintf (hex + 2 * i, 3, "%02x", hash[i]);
  gsasl_property_set (session, GSASL_SCRAM_SALTED_PASSWORD, hex);
  wipe (hex, sizeof hex);
}

/* RFC 5802, 3: SaltedPassword := Hi (Normalize (password), salt, i), which is PBKDF2. */
static int
calculate_salted_password (SlScram *self)
{
  const char *iterations = gsasl_property_fast (self->session, GSASL_SCRAM_ITER);
  const char *encoded_salt = gsasl_property_fast (self->session, GSASL_SCRAM_SALT);
  guint64     n_iterations = iterations != NULL ? g_ascii_strtoull (iterations, NULL, 10) : 0;
  g_autofree guint8 *salt_bytes = NULL;
  gnutls_datum_t     salt;
  gnutls_datum_t     password;
  gsize              length;
  gsize              hash_length = self->sha_256 ? 32 : 20;
  guint8             hash[MOST_HASH_BYTES];

  if (encoded_salt == NULL || n_iterations == 0 || n_iterations > MOST_ITERATIONS)
    return GSASL_MECHANISM_PARSE_ERROR;
  salt_bytes = g_base64_decode (encoded_salt, &length);
  salt = (gnutls_datum_t){ salt_bytes, (unsigned) length };
  password.data = (unsigned char *) sl_secret_peek (self->prepared, &length);
  password.size = (unsigned) length;
  if (gnutls_pbkdf2 (self->sha_256 ? GNUTLS_MAC_SHA256 : GNUTLS_MAC_SHA1, &password, &salt,
                     (unsigned) n_iterations, hash, hash_length)
      != GNUTLS_E_SUCCESS)
    return GSASL_CRYPTO_ERROR;
  set_salted_password (self->session, hash, hash_length);
  wipe (hash, sizeof hash);
  return GSASL_OK;
}

static int
set_binding (SlScram *self, Gsasl_property property)
{
  gboolean exporter = property == GSASL_CB_TLS_EXPORTER;

  /* Without "-PLUS" gsasl 2.2 cannot begin when it knows of a binding. */
  if (!self->plus || self->binding->base64 == NULL || self->binding->exporter != exporter)
    return GSASL_NO_CALLBACK;
  gsasl_property_set (self->session, property, self->binding->base64);
  return GSASL_OK;
}

static int
on_property_wanted (Gsasl *library, Gsasl_session *session, Gsasl_property property)
{
  SlScram *self = gsasl_session_hook_get (session);

  switch ((int) property)
    {
    case GSASL_AUTHID:
      gsasl_property_set (session, GSASL_AUTHID, self->user);
      return GSASL_OK;
    case GSASL_SCRAM_SALTED_PASSWORD:
      return calculate_salted_password (self);
    case GSASL_CB_TLS_EXPORTER:
    case GSASL_CB_TLS_UNIQUE:
      return set_binding (self, property);
    default:
      return GSASL_NO_CALLBACK;
    }
}

/* Kept for the life of the program; sessions of several threads may be made of it. */
static Gsasl *
get_library (void)
{
  static gsize  once = 0;
  static Gsasl *library = NULL;

  if (g_once_init_enter (&once))
    {
      if (gsasl_init (&library) == GSASL_OK)
        gsasl_callback_set (library, on_property_wanted);
      g_once_init_leave (&once, 1);
    }
  return library;
}

/**
 * sl_scram_is_available:
 *
 * Returns: whether this build can speak SCRAM
 */
gboolean
sl_scram_is_available (void)
{
  return TRUE;
}

/**
 * sl_scram_new:
 * @name: such as "SCRAM-SHA-256-PLUS"
 * @user: the user name
 * @secret: the password
 * @binding: the connection's binding; must outlive the exchange
 *
 * Returns: (transfer full) (nullable): an exchange that has not begun, %NULL if the password cannot
 *   be prepared or the library knows no such mechanism
 */
SlScram *
sl_scram_new (const char             *name,
              const char             *user,
              const SlSecret         *secret,
              const SlChannelBinding *binding)
{
  g_autoptr (SlScram) self = g_new0 (SlScram, 1);

  self->user = g_strdup (user);
  self->prepared = sl_saslprep (secret);
  self->binding = binding;
  self->sha_256 = strstr (name, "256") != NULL;
  self->plus = g_str_has_suffix (name, "-PLUS");
  if (self->prepared == NULL || get_library () == NULL
      || gsasl_client_start (get_library (), name, &self->session) != GSASL_OK)
    return NULL;
  gsasl_session_hook_set (self->session, self);
  return g_steal_pointer (&self);
}

/* The library frees what it holds without wiping it; of ours it holds only the salted password. */
static void
wipe_salted_password (SlScram *self)
{
  char *held = (char *) gsasl_property_fast (self->session, GSASL_SCRAM_SALTED_PASSWORD);

  if (held != NULL)
    wipe (held, strlen (held));
}

/**
 * sl_scram_free:
 * @self: (transfer full) (nullable): an exchange
 */
void
sl_scram_free (SlScram *self)
{
  if (self == NULL)
    return;
  if (self->session != NULL)
    {
      wipe_salted_password (self);
      gsasl_finish (self->session);
    }
  g_clear_pointer (&self->prepared, sl_secret_unref);
  g_free (self->user);
  g_free (self);
}

/**
 * sl_scram_step:
 * @self: an exchange
 * @input: the server's message, decoded; empty to begin
 * @length: bytes in @input
 * @output: (out) (transfer full): our message
 * @n_output: (out): bytes in @output
 *
 * Returns: whether the server's message was in order; the last one proves that it knows the
 * password
 */
gboolean
sl_scram_step (SlScram *self, const char *input, gsize length, char **output, gsize *n_output)
{
  char  *message = NULL;
  size_t n_message = 0;
  int    status;

  status = gsasl_step (self->session, input, length, &message, &n_message);
  if (status != GSASL_OK && status != GSASL_NEEDS_MORE)
    {
      g_debug ("SCRAM ended: %s", gsasl_strerror (status));
      gsasl_free (message);
      return FALSE;
    }
  *output = g_memdup2 (message, n_message);
  *n_output = n_message;
  gsasl_free (message);
  self->complete = status == GSASL_OK;
  return TRUE;
}

/**
 * sl_scram_is_complete:
 * @self: an exchange
 *
 * Returns: whether the server has proved that it knows the password
 */
gboolean
sl_scram_is_complete (const SlScram *self)
{
  return self->complete;
}
