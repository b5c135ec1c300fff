/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-signin"

#include "discovery-source.h"

#include "enums.h"

#include <glib/gi18n-lib.h>

G_DEFINE_ENUM_TYPE (SlDiscoverySource,
                    sl_discovery_source,
                    G_DEFINE_ENUM_VALUE (SL_DISCOVERY_CATALOGUE, "catalogue"),
                    G_DEFINE_ENUM_VALUE (SL_DISCOVERY_AUTOCONFIG, "autoconfig"),
                    G_DEFINE_ENUM_VALUE (SL_DISCOVERY_DATABASE, "database"),
                    G_DEFINE_ENUM_VALUE (SL_DISCOVERY_SERVICES, "services"),
                    G_DEFINE_ENUM_VALUE (SL_DISCOVERY_EXCHANGER, "exchanger"),
                    G_DEFINE_ENUM_VALUE (SL_DISCOVERY_GUESS, "guess"))

/* Index: SlDiscoverySource. */
static const struct
{
  const char *label;
  const char *explanation;
} words[] = {
  { N_ ("Providers known here"), N_ ("This provider is known here.") },
  { N_ ("The provider’s own settings"), N_ ("The provider publishes these settings itself.") },
  { N_ ("Thunderbird’s list of providers"),
    N_ ("Thunderbird’s public list names these settings.") },
  { N_ ("The domain’s service records"), N_ ("The domain’s name servers name these servers.") },
  { N_ ("Who takes the domain’s mail"),
    N_ ("The domain’s mail is taken by a provider whose settings are known.") },
  { N_ ("Usual server names"), N_ ("Guessed by name; a mail server answers there.") },
};

G_STATIC_ASSERT (G_N_ELEMENTS (words) == SL_N_DISCOVERY_SOURCES);

/**
 * sl_discovery_source_to_nick:
 * @source: a source
 *
 * Returns: (transfer none): its stable word, such as "autoconfig"
 */
const char *
sl_discovery_source_to_nick (SlDiscoverySource source)
{
  return sl_enum_to_nick (SL_TYPE_DISCOVERY_SOURCE, source);
}

/**
 * sl_discovery_source_get_label:
 * @source: a source
 *
 * Returns: (transfer none): what is asked, in the user's language
 */
const char *
sl_discovery_source_get_label (SlDiscoverySource source)
{
  return _ (words[source].label);
}

/**
 * sl_discovery_source_get_explanation:
 * @source: a source that found something
 *
 * Returns: (transfer none): why its settings may be right, one sentence in the user's language
 */
const char *
sl_discovery_source_get_explanation (SlDiscoverySource source)
{
  return _ (words[source].explanation);
}
