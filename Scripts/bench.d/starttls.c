/*
 * The least that a survey's probe can cost: one thread, epoll and OpenSSL, no judgement beyond the handshake's own, no
 * database. Connects, says EHLO, STARTTLS, verifies chain and name, says EHLO and QUIT.
 *
 *   starttls PORT IN-FLIGHT ROOTS.pem < TARGETS     a target a line: an address of 127.0.0.0/8, a space, a server name
 *
 * Prints targets, those verified, those with TLS, microseconds of CPU a target, and the peak of its memory in KiB.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum stage { CONNECTING, GREETING, CAPABILITIES, UPGRADE, HANDSHAKE, CAPABILITIES_AGAIN, PARTING };

struct probe {
  int socket;
  enum stage stage;
  SSL *tls;
  time_t deadline;
  struct probe *before, *after;
  char name[256];
  size_t length;
  char reply[4096];
};

static const int patience = 20; /* seconds */
static SSL_CTX *context;
static struct probe *oldest, *newest;
static int epoll_descriptor, in_flight;
static long targets, verified, with_tls, failed;

static void end(struct probe *probe, int succeeded) {
  if (!succeeded) failed++;
  if (probe->tls != NULL) SSL_free(probe->tls);
  close(probe->socket);
  *(probe->before != NULL ? &probe->before->after : &oldest) = probe->after;
  *(probe->after != NULL ? &probe->after->before : &newest) = probe->before;
  free(probe);
  in_flight--;
}

static void say(struct probe *probe, const char *line) {
  if (probe->tls != NULL) SSL_write(probe->tls, line, (int)strlen(line));
  else send(probe->socket, line, strlen(line), MSG_NOSIGNAL);
}

/* The code of the reply if its last line is there, else 0. */
static int whole_reply(struct probe *probe) {
  if (probe->length < 5 || probe->reply[probe->length - 1] != '\n') return 0;
  probe->reply[probe->length] = 0;
  char *last = memrchr(probe->reply, '\n', probe->length - 1);
  last = last != NULL ? last + 1 : probe->reply;
  return strlen(last) > 3 && last[3] != '-' ? atoi(last) : 0;
}

/* The handshake goes on whatever is found, as a survey's does: what is wrong is asked for afterwards. */
static int accept_any(int is_well, X509_STORE_CTX *store) {
  (void)is_well;
  (void)store;
  return 1;
}

static void begin_tls(struct probe *probe) {
  probe->tls = SSL_new(context);
  SSL_set_fd(probe->tls, probe->socket);
  SSL_set_connect_state(probe->tls);
  SSL_set_tlsext_host_name(probe->tls, probe->name);
  SSL_set1_host(probe->tls, probe->name);
  probe->stage = HANDSHAKE;
}

/* Takes a whole reply in; returns 0 when the probe is over. */
static int answer(struct probe *probe, int code) {
  probe->length = 0;
  switch (probe->stage) {
  case GREETING:
    if (code != 220) return end(probe, 0), 0;
    probe->stage = CAPABILITIES;
    say(probe, "EHLO floor.example\r\n");
    return 1;
  case CAPABILITIES:
    if (code != 250 || strstr(probe->reply, "STARTTLS") == NULL) return end(probe, 0), 0;
    probe->stage = UPGRADE;
    say(probe, "STARTTLS\r\n");
    return 1;
  case UPGRADE:
    if (code != 220) return end(probe, 0), 0;
    begin_tls(probe);
    return 1;
  case CAPABILITIES_AGAIN:
    probe->stage = PARTING;
    say(probe, "QUIT\r\n");
    return 1;
  default: return end(probe, probe->stage == PARTING), 0;
  }
}

/* Does what can be done until more octets are needed. */
static void go_on(struct probe *probe) {
  if (probe->stage == CONNECTING) {
    int error = 0;
    socklen_t length = sizeof error;
    getsockopt(probe->socket, SOL_SOCKET, SO_ERROR, &error, &length);
    if (error != 0) return end(probe, 0);
    probe->stage = GREETING;
  }
  for (;;) {
    ERR_clear_error();
    if (probe->stage == HANDSHAKE) {
      int result = SSL_connect(probe->tls);
      if (result != 1) {
        if (SSL_get_error(probe->tls, result) != SSL_ERROR_WANT_READ) end(probe, 0);
        return;
      }
      unsigned char digest[EVP_MAX_MD_SIZE];
      unsigned length = 0;
      X509 *leaf = SSL_get1_peer_certificate(probe->tls);
      if (leaf != NULL) X509_digest(leaf, EVP_sha256(), digest, &length);
      X509_free(leaf);
      with_tls++;
      if (SSL_get_verify_result(probe->tls) == X509_V_OK) verified++;
      probe->stage = CAPABILITIES_AGAIN;
      say(probe, "EHLO floor.example\r\n");
    }
    char *room = probe->reply + probe->length;
    int free_octets = (int)(sizeof probe->reply - 1 - probe->length);
    if (free_octets == 0) return end(probe, 0);
    int count;
    if (probe->tls != NULL) {
      count = SSL_read(probe->tls, room, free_octets);
      if (count <= 0) {
        if (SSL_get_error(probe->tls, count) != SSL_ERROR_WANT_READ) end(probe, probe->stage == PARTING);
        return;
      }
    } else {
      count = (int)recv(probe->socket, room, (size_t)free_octets, 0);
      if (count < 0 && (errno == EAGAIN || errno == EINTR)) return;
      if (count <= 0) return end(probe, 0);
    }
    probe->length += (size_t)count;
    int code = whole_reply(probe);
    if (code != 0 && !answer(probe, code)) return;
  }
}

/* Dials the next target of the list; returns 0 at its end. */
static int dial(int port) {
  char line[512], address[64];
  if (fgets(line, sizeof line, stdin) == NULL) return 0;
  struct probe *probe = calloc(1, sizeof *probe);
  struct sockaddr_in peer = {.sin_family = AF_INET, .sin_port = htons((unsigned short)port)};
  if (sscanf(line, "%63s %255s", address, probe->name) != 2 || inet_pton(AF_INET, address, &peer.sin_addr) != 1
      || ntohl(peer.sin_addr.s_addr) >> 24 != 127) {
    fprintf(stderr, "starttls: no target of the loopback: %s", line);
    exit(65);
  }
  probe->socket = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (probe->socket < 0) {
    perror("starttls: socket");
    exit(74);
  }
  int on = 1;
  setsockopt(probe->socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  probe->deadline = time(NULL) + patience;
  probe->before = newest;
  *(newest != NULL ? &newest->after : &oldest) = probe;
  newest = probe;
  in_flight++;
  targets++;
  if (connect(probe->socket, (struct sockaddr *)&peer, sizeof peer) < 0 && errno != EINPROGRESS) {
    end(probe, 0);
    return 1;
  }
  struct epoll_event event = {.events = EPOLLIN | EPOLLOUT | EPOLLET, .data.ptr = probe};
  epoll_ctl(epoll_descriptor, EPOLL_CTL_ADD, probe->socket, &event);
  return 1;
}

int main(int count, char **arguments) {
  if (count != 4) {
    fputs("usage: starttls PORT IN-FLIGHT ROOTS.pem < TARGETS\n", stderr);
    return 64;
  }
  int port = atoi(arguments[1]), window = atoi(arguments[2]);
  signal(SIGPIPE, SIG_IGN);
  struct rlimit limit;
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
  context = SSL_CTX_new(TLS_client_method());
  if (SSL_CTX_load_verify_locations(context, arguments[3], NULL) != 1) return 66;
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER, accept_any);
  SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_read_ahead(context, 1);
  epoll_descriptor = epoll_create1(EPOLL_CLOEXEC);

  struct epoll_event events[512];
  int is_over = 0;
  while (!is_over || in_flight > 0) {
    for (int burst = 0; !is_over && in_flight < window && burst < 64; burst++) is_over = !dial(port);
    int ready = epoll_wait(epoll_descriptor, events, 512, !is_over && in_flight < window ? 0 : 200);
    for (int event = 0; event < ready; event++) go_on(events[event].data.ptr);
    while (oldest != NULL && oldest->deadline < time(NULL)) end(oldest, 0);
  }

  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  double seconds = (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
    + (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
  printf("targets %ld verified %ld tls %ld failed %ld microseconds %.0f kibibytes %ld\n", targets, verified, with_tls, failed,
    seconds * 1e6 / (double)(targets > 0 ? targets : 1), usage.ru_maxrss);
  return 0;
}
