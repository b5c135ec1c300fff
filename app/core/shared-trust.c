/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "shared-trust.h"

struct _SlSharedTrust
{
  GTlsDatabase parent_instance;

  GTlsDatabase *base;
};

G_DEFINE_FINAL_TYPE (SlSharedTrust, sl_shared_trust, G_TYPE_TLS_DATABASE)

/* GnuTLS's lists of certificates may not be asked by two threads at once, and two shared databases
 * may be made of the same one. */
static GMutex asking;

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

  return g_tls_database_verify_chain (self->base, chain, purpose, identity, interaction, flags,
                                      cancellable, error);
}

static void
sl_shared_trust_finalize (GObject *object)
{
  SlSharedTrust *self = SL_SHARED_TRUST (object);

  g_object_unref (self->base);
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
 * Reads the system's certificates when it is called first. Any thread.
 *
 * Returns: (transfer none): what the system trusts, for the life of the program
 */
GTlsDatabase *
sl_shared_trust_get_system (void)
{
  static GTlsDatabase *system_trust = NULL;

  if (g_once_init_enter (&system_trust))
    {
      g_autoptr (GTlsDatabase) base
          = g_tls_backend_get_default_database (g_tls_backend_get_default ());

      g_once_init_leave (&system_trust, sl_shared_trust_new (base));
    }
  return system_trust;
}
