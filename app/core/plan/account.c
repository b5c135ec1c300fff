/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "account.h"

#include "json-fields.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_ID_BYTES 64
#define MAX_SERVERS 16
#define MAX_PINS 16

static GPtrArray *
copy_servers (GPtrArray *servers)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_server_unref);

  for (guint i = 0; i < servers->len; i++)
    g_ptr_array_add (copy, sl_server_ref (g_ptr_array_index (servers, i)));
  return copy;
}

static GPtrArray *
copy_pins (GPtrArray *pins)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_pin_free);

  for (guint i = 0; i < pins->len; i++)
    g_ptr_array_add (copy, sl_pin_copy (g_ptr_array_index (pins, i)));
  return copy;
}

/**
 * sl_account_new:
 * @id: an id that sl_account_id_is_valid() accepts
 * @name: the user's own name for it
 *
 * Returns: (transfer full): an account without servers that uses all channels
 */
SlAccount *
sl_account_new (const char *id, const char *name)
{
  SlAccount *account = g_new0 (SlAccount, 1);

  account->id = g_strdup (id);
  account->name = g_strdup (name);
  account->servers = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_server_unref);
  account->pins = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_pin_free);
  return account;
}

/**
 * sl_account_copy:
 * @account: an account
 *
 * Returns: (transfer full): an equal one of its own; servers and unknown members are immutable and
 * shared
 */
SlAccount *
sl_account_copy (const SlAccount *account)
{
  SlAccount *copy = g_new0 (SlAccount, 1);

  copy->id = g_strdup (account->id);
  copy->name = g_strdup (account->name);
  copy->address = g_strdup (account->address);
  copy->provider = g_strdup (account->provider);
  copy->servers = copy_servers (account->servers);
  copy->sign_in = sl_sign_in_copy (account->sign_in);
  copy->pins = copy_pins (account->pins);
  copy->channels = g_strdupv (account->channels);
  copy->instructions = g_strdup (account->instructions);
  copy->important = account->important;
  copy->managed_by = g_strdup (account->managed_by);
  copy->unknown = account->unknown != NULL ? json_object_ref (account->unknown) : NULL;
  return copy;
}

/**
 * sl_account_free:
 * @account: (transfer full) (nullable): an account
 */
void
sl_account_free (SlAccount *account)
{
  if (account == NULL)
    return;
  g_free (account->id);
  g_free (account->name);
  g_free (account->address);
  g_free (account->provider);
  g_ptr_array_unref (account->servers);
  sl_sign_in_free (account->sign_in);
  g_ptr_array_unref (account->pins);
  g_strfreev (account->channels);
  g_free (account->instructions);
  g_free (account->managed_by);
  g_clear_pointer (&account->unknown, json_object_unref);
  g_free (account);
}

/**
 * sl_account_get_signin_server:
 * @account: an account
 *
 * Returns: (transfer none) (nullable): the first server with a user name, or %NULL if there are
 * only doors
 */
SlServer *
sl_account_get_signin_server (const SlAccount *account)
{
  for (guint i = 0; i < account->servers->len; i++)
    {
      SlServer *server = g_ptr_array_index (account->servers, i);

      if (server->user != NULL)
        return server;
    }
  return NULL;
}

static gboolean
find_pin_index (const SlAccount *account, const char *host, guint *index)
{
  for (*index = 0; *index < account->pins->len; (*index)++)
    {
      const SlPin *pin = g_ptr_array_index (account->pins, *index);

      if (g_ascii_strcasecmp (pin->host, host) == 0)
        return TRUE;
    }
  return FALSE;
}

/**
 * sl_account_find_pin:
 * @account: an account
 * @host: one of its servers
 *
 * Returns: (transfer none) (nullable): the key that the user accepted for @host
 */
const SlPin *
sl_account_find_pin (const SlAccount *account, const char *host)
{
  guint index;

  return find_pin_index (account, host, &index) ? g_ptr_array_index (account->pins, index) : NULL;
}

/**
 * sl_account_set_pin:
 * @account: an account
 * @pin: the key the user accepts
 *
 * Accepts a key; it takes the place of another one of the same host.
 */
void
sl_account_set_pin (SlAccount *account, const SlPin *pin)
{
  sl_account_remove_pin (account, pin->host);
  g_ptr_array_add (account->pins, sl_pin_copy (pin));
}

/**
 * sl_account_remove_pin:
 * @account: an account
 * @host: a host
 *
 * Takes the acceptance back.
 *
 * Returns: whether there was one
 */
gboolean
sl_account_remove_pin (SlAccount *account, const char *host)
{
  guint index;

  if (!find_pin_index (account, host, &index))
    return FALSE;
  g_ptr_array_remove_index (account->pins, index);
  return TRUE;
}

/**
 * sl_account_id_is_valid:
 * @id: (nullable): an account's or channel's id
 *
 * Returns: whether it is 1 to 64 of a-z, 0-9 and "-"
 */
gboolean
sl_account_id_is_valid (const char *id)
{
  gsize length = id != NULL ? strlen (id) : 0;

  return length > 0 && length <= MAX_ID_BYTES
         && strspn (id, "abcdefghijklmnopqrstuvwxyz0123456789-") == length;
}

static gboolean
looks_like_mail_address (const char *address)
{
  const char *at = strchr (address, '@');

  return at != NULL && at != address && at[1] != '\0' && strchr (at + 1, '@') == NULL
         && strpbrk (address, " \t\r\n<>") == NULL;
}

static gboolean
all_ids_are_valid (char **ids)
{
  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    if (!sl_account_id_is_valid (ids[i]))
      return FALSE;
  return TRUE;
}

/* A server that was put together from parts must be readable again. */
static gboolean
all_servers_are_valid (GPtrArray *servers)
{
  for (guint i = 0; i < servers->len; i++)
    {
      g_autofree char *uri = sl_server_to_uri (g_ptr_array_index (servers, i));
      g_autoptr (SlServer) server = sl_server_new_from_uri (uri, NULL);

      if (server == NULL)
        return FALSE;
    }
  return TRUE;
}

static gboolean
all_pins_are_valid (const SlAccount *account)
{
  for (guint i = 0; i < account->pins->len; i++)
    {
      const SlPin *pin = g_ptr_array_index (account->pins, i);

      if (*pin->host == '\0' || !sl_json_line_is_valid (pin->host)
          || !sl_pin_key_is_valid (pin->key) || sl_account_find_pin (account, pin->host) != pin)
        return FALSE;
    }
  return account->pins->len <= MAX_PINS;
}

static const char *
find_fault_in_texts (const SlAccount *account)
{
  if (account->name == NULL || *account->name == '\0')
    return _ ("needs a name");
  if (!sl_json_line_is_valid (account->name))
    return _ ("has a name that is too long or holds a control character");
  if (account->address != NULL
      && (!sl_json_line_is_valid (account->address) || !looks_like_mail_address (account->address)))
    return _ ("has an address that is not a mail address such as name@example.org");
  if (!sl_json_text_is_valid (account->instructions))
    return _ ("has instructions that are longer than 64 KiB or hold a control character");
  return NULL;
}

/**
 * sl_account_find_fault:
 * @account: an account that somebody typed
 *
 * Returns: (transfer none) (nullable): what is wrong with it, as the end of a sentence that begins
 *   with its name or place, or %NULL if it may stand in a plan
 */
const char *
sl_account_find_fault (const SlAccount *account)
{
  if (!sl_account_id_is_valid (account->id))
    return _ ("needs an \"id\" of 1 to 64 of the characters a-z, 0-9 and -");
  if (account->provider != NULL && !sl_account_id_is_valid (account->provider))
    return _ ("has a provider that is not 1 to 64 of the characters a-z, 0-9 and -");
  if (!all_ids_are_valid (account->channels))
    return _ ("has a channel id that is not 1 to 64 of the characters a-z, 0-9 and -");
  if (account->servers->len > MAX_SERVERS)
    return _ ("has more than 16 servers");
  if (!all_servers_are_valid (account->servers))
    return _ ("has a server with a host or user name that is not valid");
  if (!all_pins_are_valid (account))
    return _ ("has more than 16 accepted keys, two for one host, or one that is not 64 hexadecimal "
              "digits");
  return find_fault_in_texts (account);
}

/**
 * sl_account_get_sign_in_kind:
 * @account: an account
 *
 * Returns: where its secret comes from
 */
SlSignInKind
sl_account_get_sign_in_kind (const SlAccount *account)
{
  return account->sign_in != NULL ? account->sign_in->kind : SL_SIGN_IN_PASSWORD;
}
