/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "secret.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* SHA-256, FIPS 180-4, and RFC 2104, 2. */
#define HASH_BYTES 32
#define HASH_BLOCK_BYTES 64
#define INNER_PAD 0x36
#define OUTER_PAD 0x5c

/* The bytes live in pages of their own, so that leaving them out of core dumps and swap touches
 * nothing else. A zero byte always follows them. */
struct _SlSecret
{
  char    *pages;
  gsize    size; /* of the mapping, in bytes */
  gsize    length;
  gboolean is_mapped; /* too many mappings leave ordinary memory */
};

static SlSecret *
secret_alloc (gsize capacity)
{
  SlSecret *secret = g_atomic_rc_box_new0 (SlSecret);
  gsize     page_size = sysconf (_SC_PAGESIZE);
  gsize     size = (capacity + page_size) / page_size * page_size;
  char     *pages = mmap (NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

  secret->is_mapped = pages != MAP_FAILED;
  secret->pages = secret->is_mapped ? pages : g_malloc0 (size);
  /* Both are best effort: a container may forbid them. */
  if (secret->is_mapped)
    {
      madvise (pages, size, MADV_DONTDUMP);
      mlock (pages, size);
    }
  secret->size = size;
  return secret;
}

/**
 * sl_secret_new:
 * @data: the password or token
 * @length: bytes in @data, at most %SL_SECRET_MAX_BYTES, or -1 if it ends in a zero byte
 *
 * Copies a secret. The caller still owns @data and should wipe it.
 *
 * Returns: (transfer full): the secret
 */
SlSecret *
sl_secret_new (const char *data, gssize length)
{
  gsize     n_bytes = length >= 0 ? (gsize) length : strlen (data);
  SlSecret *secret;

  g_return_val_if_fail (n_bytes <= SL_SECRET_MAX_BYTES, NULL);

  secret = secret_alloc (n_bytes + 1);
  memcpy (secret->pages, data, n_bytes);
  secret->length = n_bytes;
  return secret;
}

/* Reads until the end, or until there is one byte too many. */
static gboolean
read_all (SlSecret *secret, int fd, GError **error)
{
  while (secret->length <= SL_SECRET_MAX_BYTES)
    {
      gssize n_read
          = read (fd, secret->pages + secret->length, SL_SECRET_MAX_BYTES + 1 - secret->length);

      if (n_read == 0)
        return TRUE;
      if (n_read > 0)
        {
          secret->length += n_read;
          continue;
        }
      if (errno != EINTR)
        {
          int saved_errno = errno;

          g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved_errno),
                       /* Translators: %s is the system's reason. */
                       _ ("The password could not be read: %s"), g_strerror (saved_errno));
          return FALSE;
        }
    }
  return TRUE;
}

static void
strip_line_end (SlSecret *secret)
{
  if (secret->length > 0 && secret->pages[secret->length - 1] == '\n')
    secret->pages[--secret->length] = '\0';
  if (secret->length > 0 && secret->pages[secret->length - 1] == '\r')
    secret->pages[--secret->length] = '\0';
}

/* What is wrong with what was read, in words; NULL if nothing. */
static const char *
find_fault (const SlSecret *secret)
{
  if (secret->length > SL_SECRET_MAX_BYTES)
    return _ ("The password is longer than 64 KiB; this is probably the wrong file");
  if (secret->length == 0)
    return _ ("The password is empty; put it into the file's first line");
  if (memchr (secret->pages, '\0', secret->length) != NULL)
    return _ ("The password holds a zero byte; this is probably the wrong file");
  return NULL;
}

/**
 * sl_secret_new_from_fd:
 * @fd: where to read from until its end; stays open
 * @error: set to a #GIOErrorEnum; the message never holds what was read
 *
 * Reads a secret from a file or pipe without leaving copies. One line end at the end is not part of
 * it. Nothing, a zero byte in it, and more than %SL_SECRET_MAX_BYTES are errors.
 *
 * Returns: (transfer full) (nullable): the secret, or %NULL with @error set
 */
SlSecret *
sl_secret_new_from_fd (int fd, GError **error)
{
  g_autoptr (SlSecret) secret = secret_alloc (SL_SECRET_MAX_BYTES + 2);
  const char *fault;

  if (!read_all (secret, fd, error))
    return NULL;
  if (secret->length <= SL_SECRET_MAX_BYTES)
    strip_line_end (secret);
  fault = find_fault (secret);
  if (fault != NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, fault);
      return NULL;
    }
  /* Right-sized, so that no long-lived secret keeps 17 locked pages. */
  return sl_secret_new (secret->pages, secret->length);
}

/**
 * sl_secret_ref:
 * @secret: a secret
 *
 * Returns: (transfer full): @secret with one more reference; may be called in any thread
 */
SlSecret *
sl_secret_ref (SlSecret *secret)
{
  return g_atomic_rc_box_acquire (secret);
}

static void
secret_clear (gpointer data)
{
  SlSecret *secret = data;

  explicit_bzero (secret->pages, secret->size);
  if (secret->is_mapped)
    munmap (secret->pages, secret->size);
  else
    g_free (secret->pages);
}

/**
 * sl_secret_unref:
 * @secret: (transfer full): a secret
 *
 * Gives up one reference; the last one wipes the bytes. May be called in any thread.
 */
void
sl_secret_unref (SlSecret *secret)
{
  g_atomic_rc_box_release_full (secret, secret_clear);
}

/**
 * sl_secret_peek:
 * @secret: a secret
 * @length: (out) (optional): its bytes
 *
 * Shows the bytes to the code that puts them on the wire. Do not copy, log or keep them.
 *
 * Returns: (transfer none): the bytes, followed by a zero byte
 */
const char *
sl_secret_peek (const SlSecret *secret, gsize *length)
{
  if (length != NULL)
    *length = secret->length;
  return secret->pages;
}

/**
 * sl_secret_to_string:
 * @secret: a secret
 *
 * Returns: (transfer none): "•••", for whoever prints one by mistake
 */
const char *
sl_secret_to_string (const SlSecret *secret)
{
  return "•••";
}

/* A checksum keeps the last block of what it was fed, and freeing does not wipe it. One byte less
 * than a block is copied over it, the last byte follows. */
static void
checksum_wipe (GChecksum *checksum)
{
  static const guchar zeros[HASH_BLOCK_BYTES - 1];

  g_checksum_reset (checksum);
  g_checksum_update (checksum, zeros, sizeof zeros);
  g_checksum_update (checksum, zeros, 1);
  g_checksum_free (checksum);
}

/* H (key XOR pad, bytes), one half of an HMAC. */
static void
hash_half (
    const guint8 *key, guint8 pad, const guint8 *bytes, gsize n_bytes, guint8 digest[HASH_BYTES])
{
  GChecksum *checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8     block[HASH_BLOCK_BYTES];
  gsize      length = HASH_BYTES;

  for (gsize i = 0; i < sizeof block; i++)
    block[i] = key[i] ^ pad;
  g_checksum_update (checksum, block, sizeof block);
  g_checksum_update (checksum, bytes, (gssize) n_bytes);
  g_checksum_get_digest (checksum, digest, &length);
  checksum_wipe (checksum);
}

/**
 * sl_secret_fingerprint:
 * @secret: a secret
 * @key: a random key that never leaves this machine
 * @key_length: bytes in @key, at most 64
 *
 * Tells whether a secret is the same as before without keeping it. GHmac would do the same, but
 * leaves the end of the secret in memory that it gives back.
 *
 * Source: RFC 2104, HMAC with SHA-256.
 *
 * Returns: (transfer full): 64 hexadecimal digits
 */
char *
sl_secret_fingerprint (const SlSecret *secret, const guint8 *key, gsize key_length)
{
  guint8   block[HASH_BLOCK_BYTES] = { 0 };
  guint8   digest[HASH_BYTES];
  GString *text;

  g_return_val_if_fail (key_length <= sizeof block, NULL);

  text = g_string_sized_new (2 * HASH_BYTES);
  memcpy (block, key, key_length);
  hash_half (block, INNER_PAD, (const guint8 *) secret->pages, secret->length, digest);
  hash_half (block, OUTER_PAD, digest, sizeof digest, digest);
  for (gsize i = 0; i < sizeof digest; i++)
    g_string_append_printf (text, "%02x", digest[i]);
  return g_string_free (text, FALSE);
}
