/*
 * Preloaded into a process, it puts a margin around every block of memory that native libraries ask
 * for with an alignment, as numerical ones do, and ends the process with a message when a block is
 * freed whose margin was written to.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <malloc.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

extern void __libc_free(void *);
extern void *__libc_memalign(size_t, size_t);

enum { MARGIN = 1 << 12, MARK = 0xAB };

typedef struct Block {
  struct Block *next;
  char *begin; /* of the margin before it */
  char *user;
  size_t size;
} Block;

enum { LISTS = 1 << 16 };
static Block *lists[LISTS];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static Block **list(const void *user) {
  return &lists[((uintptr_t)user >> 6) % LISTS];
}

int posix_memalign(void **out, size_t alignment, size_t size) {
  size_t before = alignment < 64 ? 64 : alignment;
  Block *block = __libc_memalign(16, sizeof(Block));
  char *begin = __libc_memalign(before, before + size + MARGIN);
  if (block == NULL || begin == NULL) {
    __libc_free(block);
    __libc_free(begin);
    return ENOMEM;
  }
  *block = (Block){NULL, begin, begin + before, size};
  memset(begin, MARK, before);
  memset(block->user + size, MARK, MARGIN);
  pthread_mutex_lock(&lock);
  Block **head = list(block->user);
  block->next = *head;
  *head = block;
  pthread_mutex_unlock(&lock);
  *out = block->user;
  return 0;
}

static Block *forget(void *user) {
  pthread_mutex_lock(&lock);
  Block **place = list(user);
  while (*place != NULL && (*place)->user != user) {
    place = &(*place)->next;
  }
  Block *block = *place;
  if (block != NULL) {
    *place = block->next;
  }
  pthread_mutex_unlock(&lock);
  return block;
}

static void check(const Block *block) {
  size_t wrong = 0;
  for (const char *c = block->begin; c < block->user; c++) {
    wrong += (unsigned char)*c != MARK;
  }
  const char *end = block->user + block->size;
  for (int i = 0; i < MARGIN; i++) {
    wrong += (unsigned char)end[i] != MARK;
  }
  if (wrong > 0) {
    char text[160];
    int length = snprintf(text, sizeof text,
        "heap-guard: %zu bytes beside a block of %zu bytes were written\n", wrong, block->size);
    if (write(STDERR_FILENO, text, length) != length) {
      _exit(70);
    }
    abort();
  }
}

void free(void *pointer) {
  if (pointer == NULL) {
    return;
  }
  Block *block = forget(pointer);
  if (block == NULL) {
    __libc_free(pointer);
    return;
  }
  check(block);
  __libc_free(block->begin);
  __libc_free(block);
}
