#pragma once
// Fields of a certificate, as octets and numbers. The stacks and macros behind them don't import into Swift.
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <openssl/evp.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

// Seconds since the epoch of an ASN.1 time; 0 where it can't be read, with the function's result telling.
static inline int mx_time(const ASN1_TIME *value, int64_t *epoch) {
  struct tm parts;
  *epoch = 0;
  if (value == NULL || !ASN1_TIME_to_tm(value, &parts)) return 0;
  *epoch = (int64_t)timegm(&parts);
  return 1;
}
static inline int mx_not_before(const X509 *certificate, int64_t *epoch) {
  return mx_time(X509_get0_notBefore(certificate), epoch);
}
static inline int mx_not_after(const X509 *certificate, int64_t *epoch) {
  return mx_time(X509_get0_notAfter(certificate), epoch);
}

// Calls back with each DNS-ID of the subjectAltName (RFC 5280 §4.2.1.6), at most `most`; returns how many there are.
static inline int mx_dns_names(
    X509 *certificate, int most, void (*callback)(void *argument, const uint8_t *octets, size_t count), void *argument) {
  GENERAL_NAMES *names = X509_get_ext_d2i(certificate, NID_subject_alt_name, NULL, NULL);
  int found = 0;
  if (names == NULL) return 0;
  for (int i = 0; i < sk_GENERAL_NAME_num(names); i++) {
    const GENERAL_NAME *name = sk_GENERAL_NAME_value(names, i);
    if (name->type != GEN_DNS) continue;
    if (found++ < most)
      callback(argument, ASN1_STRING_get0_data(name->d.dNSName), (size_t)ASN1_STRING_length(name->d.dNSName));
  }
  GENERAL_NAMES_free(names);
  return found;
}

// Calls back with the octets of each common name of the subject.
static inline void mx_common_names(
    X509 *certificate, void (*callback)(void *argument, const uint8_t *octets, size_t count), void *argument) {
  X509_NAME *subject = X509_get_subject_name(certificate);
  for (int i = -1; (i = X509_NAME_get_index_by_NID(subject, NID_commonName, i)) >= 0;) {
    const ASN1_STRING *value = X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, i));
    callback(argument, ASN1_STRING_get0_data(value), (size_t)ASN1_STRING_length(value));
  }
}

// A distinguished name as RFC 4514 text, control and high octets escaped; the caller frees with mx_free.
static inline char *mx_name_text(X509_NAME *name, size_t *count) {
  BIO *memory = BIO_new(BIO_s_mem());
  char *text = NULL, *data = NULL;
  *count = 0;
  if (memory == NULL) return NULL;
  if (X509_NAME_print_ex(memory, name, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB) >= 0) {
    long length = BIO_get_mem_data(memory, &data);
    if (length >= 0 && (text = OPENSSL_malloc((size_t)length + 1)) != NULL) {
      memcpy(text, data, (size_t)length);
      text[length] = 0;
      *count = (size_t)length;
    }
  }
  BIO_free(memory);
  return text;
}
static inline void mx_free(void *pointer) { OPENSSL_free(pointer); }

// The serial number as signed hexadecimal text; the caller frees with mx_free.
static inline char *mx_serial_hex(X509 *certificate) {
  BIGNUM *number = ASN1_INTEGER_to_BN(X509_get0_serialNumber(certificate), NULL);
  char *text = number == NULL ? NULL : BN_bn2hex(number);
  BN_free(number);
  return text;
}

// SHA-256 of the SubjectPublicKeyInfo as it stands in the certificate (RFC 6698 selector 1).
static inline int mx_spki_sha256(X509 *certificate, uint8_t digest[32]) {
  uint8_t *der = NULL;
  int length = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), &der);
  if (length <= 0) return 0;
  int done = EVP_Digest(der, (size_t)length, digest, NULL, EVP_sha256(), NULL);
  OPENSSL_free(der);
  return done;
}

// Issuer and subject are equal, and the certificate's own key verifies its signature.
static inline int mx_is_self_signed(X509 *certificate) {
  EVP_PKEY *key = X509_get0_pubkey(certificate);
  if (key == NULL) return 0;
  if (X509_NAME_cmp(X509_get_subject_name(certificate), X509_get_issuer_name(certificate)) != 0) return 0;
  return X509_verify(certificate, key) == 1;
}

// Basic constraints or, without them, what OpenSSL takes for a CA.
static inline int mx_is_ca(X509 *certificate) { return X509_check_ca(certificate) > 0; }

// The long name of the signature algorithm, for example `ecdsa-with-SHA256`; never NULL.
static inline const char *mx_signature_algorithm(const X509 *certificate) {
  return OBJ_nid2ln(X509_get_signature_nid(certificate));
}

// The kind of the public key (`RSA`, `EC`, `ED25519`), NULL where OpenSSL can't use it; and its size in bits.
static inline const char *mx_key_type(X509 *certificate, int *bits) {
  EVP_PKEY *key = X509_get0_pubkey(certificate);
  *bits = 0;
  if (key == NULL) return NULL;
  *bits = EVP_PKEY_get_bits(key);
  return EVP_PKEY_get0_type_name(key);
}

// Reads one certificate; NULL where the octets are none, or more than one.
static inline X509 *mx_parse_certificate(const uint8_t *der, size_t count) {
  const uint8_t *position = der;
  X509 *certificate = d2i_X509(NULL, &position, (long)count);
  if (certificate != NULL && position != der + count) {
    X509_free(certificate);
    return NULL;
  }
  return certificate;
}
