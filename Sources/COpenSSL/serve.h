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

/// Answers a client that names a server with unrecognized_name (RFC 6066 §3); the argument is what OpenSSL makes of it.
static inline int mx_unrecognized_name(SSL *session, int *alert, void *result) {
  if (SSL_get_servername(session, TLSEXT_NAMETYPE_host_name) == NULL) return SSL_TLSEXT_ERR_NOACK;
  *alert = SSL_AD_UNRECOGNIZED_NAME;
  return *(const int *)result;
}

/// Knows none of the names that clients ask for: `result` is SSL_TLSEXT_ERR_ALERT_WARNING or SSL_TLSEXT_ERR_ALERT_FATAL.
/// Both setters are macros over `SSL_CTX_ctrl`.
static inline void mx_know_no_server_name(SSL_CTX *context, int result) {
  static const int warning = SSL_TLSEXT_ERR_ALERT_WARNING, fatal = SSL_TLSEXT_ERR_ALERT_FATAL;
  SSL_CTX_set_tlsext_servername_callback(context, mx_unrecognized_name);
  SSL_CTX_set_tlsext_servername_arg(context, (void *)(result == fatal ? &fatal : &warning));
}
