#pragma once
// Server-side TLS: what Swift can't call by itself.
#include <openssl/ssl.h>

/// Limits the protocol versions; 1 on success. Both setters are macros over `SSL_CTX_ctrl`.
static inline int mx_limit_versions(SSL_CTX *context, int minimum, int maximum) {
  return SSL_CTX_set_min_proto_version(context, minimum) == 1
      && SSL_CTX_set_max_proto_version(context, maximum) == 1;
}

/// Picks Diffie-Hellman parameters that suit the key; 1 on success. A macro over `SSL_CTX_ctrl`.
static inline int mx_choose_dh_parameters(SSL_CTX *context) {
  return SSL_CTX_set_dh_auto(context, 1) == 1;
}

/// The key-exchange groups as a colon-separated list; 1 on success. A macro over `SSL_CTX_ctrl`.
static inline int mx_set_groups(SSL_CTX *context, const char *groups) {
  return SSL_CTX_set1_groups_list(context, groups) == 1;
}

/// Appends a certificate to the chain that is sent after the leaf, and retains it; 1 on success.
/// A macro over `SSL_CTX_ctrl`.
static inline int mx_append_to_chain(SSL_CTX *context, X509 *certificate) {
  return SSL_CTX_add1_chain_cert(context, certificate) == 1;
}

/// Sends no certificate but those given: without it, OpenSSL looks for issuers in its own store.
/// `SSL_CTX_set_mode` is a macro over `SSL_CTX_ctrl`.
static inline void mx_send_only_given_chain(SSL_CTX *context) {
  SSL_CTX_set_mode(context, SSL_MODE_NO_AUTO_CHAIN | SSL_MODE_RELEASE_BUFFERS);
}

/// Keeps no sessions: every survey connection is a full handshake. A macro over `SSL_CTX_ctrl`.
static inline void mx_keep_no_sessions(SSL_CTX *context) {
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
}
