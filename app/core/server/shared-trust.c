/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "shared-trust.h"

struct _SlSharedTrust
{
  GTlsDatabase parent_instance;

  GTlsDatabase *base; /* the system's: NULL until the first question */
};

G_DEFINE_FINAL_TYPE (SlSharedTrust, sl_shared_trust, G_TYPE_TLS_DATABASE)

/* GnuTLS's lists of certificates may not be asked by two threads at once, and two shared databases
 * may be made of the same one. */
static GMutex asking;

/* The backend's own, not the one it hands out by now, which is ours. The lock is held. */
static GTlsDatabase *
get_base (SlSharedTrust *self)
{
  GTlsBackend *backend = g_tls_backend_get_default ();

  if (self->base == NULL)
    self->base = G_TLS_BACKEND_GET_INTERFACE (backend)->get_default_database (backend);
  return self->base;
}

static GTlsCertificateFlags
sl_shared_trust_verify_chain (GTlsDatabase           *database,
                              GTlsCertificate        *chain,
                              const char             *purpose,
                              GSocketConnectable     *identity,
                              GTlsInteraction        *interaction,
                              GTlsDatabaseVerifyFlags flags,
                              GCancellable           *cancellable,
                              GError                **error)
{
  SlSharedTrust *self = SL_SHARED_TRUST (database);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&asking);

  return g_tls_database_verify_chain (get_base (self), chain, purpose, identity, interaction, flags,
                                      cancellable, error);
}

static void
sl_shared_trust_finalize (GObject *object)
{
  SlSharedTrust *self = SL_SHARED_TRUST (object);

  g_clear_object (&self->base);
  G_OBJECT_CLASS (sl_shared_trust_parent_class)->finalize (object);
}

static void
sl_shared_trust_class_init (SlSharedTrustClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sl_shared_trust_finalize;
  G_TLS_DATABASE_CLASS (klass)->verify_chain = sl_shared_trust_verify_chain;
}

static void
sl_shared_trust_init (SlSharedTrust *self)
{
}

/**
 * sl_shared_trust_new:
 * @base: the certificates to trust
 *
 * Returns: (transfer full): a database that trusts the same
 */
GTlsDatabase *
sl_shared_trust_new (GTlsDatabase *base)
{
  SlSharedTrust *self = g_object_new (SL_TYPE_SHARED_TRUST, NULL);

  self->base = g_object_ref (base);
  return G_TLS_DATABASE (self);
}

/**
 * sl_shared_trust_get_system:
 *
 * Gives what the system trusts, and from then on lets GIO and libsoup use it, too: both take the
 * default database for a new connection before they learn which one is wanted, and would parse the
 * system's certificates each time. They are read at the first question. Any thread.
 *
 * Returns: (transfer none): what the system trusts, for the life of the program
 */
GTlsDatabase *
sl_shared_trust_get_system (void)
{
  static GTlsDatabase *system_trust = NULL;

  if (g_once_init_enter (&system_trust))
    {
      GTlsDatabase *shared = g_object_new (SL_TYPE_SHARED_TRUST, NULL);

      g_tls_backend_set_default_database (g_tls_backend_get_default (), shared);
      g_once_init_leave (&system_trust, shared);
    }
  return system_trust;
}
