/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "diagnosis-words.h"

#include <glib/gi18n-lib.h>

/* One check alone may have been unlucky. */
#define SAME_FAMILY_IN_A_ROW 2

/**
 * sl_reading_find_failed_family:
 * @reading: a reading
 *
 * Returns: (transfer none) (nullable): "IPv4" or "IPv6", if it did not get through in the newest
 *   checks that came to a connection, while the other one did
 */
const char *
sl_reading_find_failed_family (const SlReading *reading)
{
  GPtrArray  *checks = reading->evidence->checks;
  const char *family = NULL;
  guint       n_found = 0;

  for (guint i = checks->len; i-- > 0 && n_found < SAME_FAMILY_IN_A_ROW;)
    {
      const SlCheckResult *result = checks->pdata[i];

      if (result->address == NULL)
        continue;
      if (result->failed_family == NULL
          || (family != NULL && !g_str_equal (family, result->failed_family)))
        return NULL;
      family = result->failed_family;
      n_found++;
    }
  return n_found == SAME_FAMILY_IN_A_ROW ? family : NULL;
}

static void
add_family (GPtrArray *lines, const SlReading *reading)
{
  const char *family = sl_reading_find_failed_family (reading);

  if (family == NULL)
    return;
  g_ptr_array_add (lines, g_str_equal (family, "IPv6")
                              ? g_strdup (_ ("IPv6 does not get through to this server, IPv4 does; "
                                             "programs that insist on IPv6 will wait long."))
                              : g_strdup (_ ("IPv4 does not get through to this server, IPv6 does; "
                                             "programs that insist on IPv4 will wait long.")));
}

static gboolean
was_tried (const SlCheckResult *result, const char *address)
{
  return result->tried != NULL && g_strv_contains ((const char *const *) result->tried, address);
}

/* A name that is gone, an address that is another one, or the same address that is silent: three
 * different faults, which the administrator of a server wants to tell apart. */
static void
add_address (GPtrArray *lines, const SlReading *reading)
{
  const SlCheckResult *current = reading->current;
  const char          *last = reading->evidence->last_address;

  if (current == NULL || last == NULL || sl_outcome_is_good (current->outcome)
      || current->address != NULL)
    return;
  if (current->outcome == SL_OUTCOME_DNS_NOT_FOUND)
    /* Translators: %s is an IP address. */
    g_ptr_array_add (lines, g_strdup_printf (_ ("The name is gone; it had the address %s when the "
                                                "server last answered."),
                                             last));
  else if (current->tried != NULL && current->tried[0] != NULL && !was_tried (current, last))
    /* Translators: both %s are IP addresses. */
    g_ptr_array_add (lines, g_strdup_printf (_ ("The server’s address is %s now; it was %s when it "
                                                "last answered."),
                                             current->tried[0], last));
  else if (was_tried (current, last))
    /* Translators: %s is an IP address. */
    g_ptr_array_add (lines, g_strdup_printf (_ ("The name still has the address %s, at which the "
                                                "server last answered."),
                                             last));
}

/**
 * sl_words_add_road:
 * @lines: (element-type utf8): sentences so far
 * @reading: a reading
 *
 * Adds what is known of the road to the server: a proxy, a family that fails, an address that
 * changed.
 */
void
sl_words_add_road (GPtrArray *lines, const SlReading *reading)
{
  const SlCheckResult *current = reading->current;

  if (current != NULL && current->proxy != NULL)
    /* Translators: %s is the address of a proxy. */
    g_ptr_array_add (lines, sl_words_fill (_ ("The way leads through the proxy %s."),
                                           sl_words_clean (current->proxy, 100)));
  add_family (lines, reading);
  add_address (lines, reading);
}
