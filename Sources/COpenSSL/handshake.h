#pragma once
// The legacy look's client side. Shims exist where OpenSSL offers a macro, a variadic call or an out-parameter dance
// that Swift can't import.
#include <openssl/ssl.h>
#include <openssl/err.h>
#include <stdio.h>
#include <string.h>

// SSL_CTX_set_cert_verify_callback wants a function: chains are judged after the handshake, once per distinct chain,
// and SSL_VERIFY_NONE alone would still build and verify each.
static inline int mx_accept_any(X509_STORE_CTX *context, void *argument) {
  (void)context;
  (void)argument;
  return 1;
}

// A client context that speaks what a tolerant sender can still speak: security level 0, TLS 1.0 up, servers without
// RFC 5746, the suites given up to TLS 1.2. The setters are macros.
static inline SSL_CTX *mx_legacy_client_context(const char *suites, int max_version, size_t max_certificate_list) {
  SSL_CTX *context = SSL_CTX_new(TLS_client_method());
  if (context == NULL) return NULL;
  SSL_CTX_set_security_level(context, 0);
  // Another handshake would tell nothing, and until it is over nothing could be said, not even QUIT.
  SSL_CTX_set_options(context, SSL_OP_LEGACY_SERVER_CONNECT | SSL_OP_NO_TICKET | SSL_OP_NO_RENEGOTIATION);
  SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE
                                | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_max_cert_list(context, (long)max_certificate_list);
  SSL_CTX_set_verify(context, SSL_VERIFY_NONE, NULL);
  SSL_CTX_set_cert_verify_callback(context, mx_accept_any, NULL);
  if (SSL_CTX_set_min_proto_version(context, TLS1_VERSION) != 1
      || SSL_CTX_set_max_proto_version(context, max_version) != 1 || SSL_CTX_set_cipher_list(context, suites) != 1) {
    SSL_CTX_free(context);
    return NULL;
  }
  return context;
}

// SSL_set_tlsext_host_name is a macro.
static inline int mx_set_server_name(SSL *ssl, const char *name) {
  return (int)SSL_set_tlsext_host_name(ssl, name);
}

// SSL_set_msg_callback_arg is a macro. The callback sees the Certificate message even where OpenSSL then refuses it.
static inline void mx_set_message_callback(
    SSL *ssl,
    void (*callback)(int write, int version, int type, const void *octets, size_t count, SSL *ssl, void *argument),
    void *argument) {
  SSL_set_msg_callback(ssl, callback);
  SSL_set_msg_callback_arg(ssl, argument);
}

// The group of the key exchange as the IANA registry or `dh-BITS` has it; an empty text where there was none.
static inline void mx_key_exchange_group(SSL *ssl, char *out, size_t size) {
  EVP_PKEY *key = NULL;
  out[0] = 0;
  if (!SSL_get_peer_tmp_key(ssl, &key)) return;
  char name[64] = "";
  switch (EVP_PKEY_get_base_id(key)) {
    case EVP_PKEY_X25519: snprintf(out, size, "x25519"); break;
    case EVP_PKEY_X448: snprintf(out, size, "x448"); break;
    case EVP_PKEY_DH:
      if (EVP_PKEY_get_group_name(key, name, sizeof name, NULL) && strncmp(name, "ffdhe", 5) == 0)
        snprintf(out, size, "%s", name);
      else
        snprintf(out, size, "dh-%d", EVP_PKEY_get_bits(key));
      break;
    default:
      if (!EVP_PKEY_get_group_name(key, name, sizeof name, NULL)) break;
      if (strcmp(name, "prime256v1") == 0) snprintf(out, size, "secp256r1");
      else if (strcmp(name, "prime192v1") == 0) snprintf(out, size, "secp192r1");
      else snprintf(out, size, "%s", name);
  }
  EVP_PKEY_free(key);
}

// The algorithm that the peer signed the handshake with, in OpenSSL's notation for signature algorithms
// (`ECDSA+SHA256`, `RSA-PSS+SHA256`, `ed25519`); an empty text where it signed nothing.
static inline void mx_peer_signature(SSL *ssl, char *out, size_t size) {
  int type = 0, digest = 0;
  out[0] = 0;
  if (!SSL_get_peer_signature_type_nid(ssl, &type)) return;
  const char *key = type == EVP_PKEY_RSA ? "RSA" : type == EVP_PKEY_RSA_PSS ? "RSA-PSS" : type == EVP_PKEY_EC ? "ECDSA"
                    : type == EVP_PKEY_DSA ? "DSA" : OBJ_nid2sn(type);
  if (SSL_get_peer_signature_nid(ssl, &digest) && digest != NID_undef)
    snprintf(out, size, "%s+%s", key, OBJ_nid2sn(digest));
  else
    snprintf(out, size, "%s", key);
}

// ERR_GET_LIB and ERR_GET_REASON are macros (inline functions of their own kind in OpenSSL 3).
static inline int mx_error_library(unsigned long error) { return ERR_GET_LIB(error); }
static inline int mx_error_reason(unsigned long error) { return ERR_GET_REASON(error); }
