#pragma once

// The program has its own entry point: SDL must not rename it.
#define SDL_MAIN_HANDLED 1
#include <SDL2/SDL.h>

// Only the prototype: the structure's definition would need X11's headers.
#define SDL_PROTOTYPES_ONLY 1
#include <SDL2/SDL_syswm.h>
#undef SDL_PROTOTYPES_ONLY

#include <dlfcn.h>

// A macro with a cast, which Swift does not import.
static const int ed_windowpos_centered = (int)SDL_WINDOWPOS_CENTERED;

/// What Xlib calls, in the thread that noticed, when the connection to the X server breaks.
typedef void (*ed_display_lost_handler)(void *display, void *context);

// SDL_SysWMinfo as SDL_syswm.h lays it out; SDL keeps 64 bytes for what differs by system.
typedef struct {
  SDL_version version;
  int subsystem;
  union {
    void *display;
    unsigned char reserved[64];
  } system;
} ed_window_system;

/// Keeps Xlib from ending the process when the X server goes away: `handler(display, context)`
/// runs instead, and Xlib's calls do nothing from then on.
///
/// Xlib's function is looked up at run time. Returns 1 where the handler was set; 0 where the
/// window isn't X11's, or where Xlib is older than 1.7 and has no such function.
static inline int ed_set_display_lost_handler(
    SDL_Window *window, ed_display_lost_handler handler, void *context) {
  const int x11 = 2;  // SDL_SYSWM_X11
  union {
    void *symbol;
    void (*call)(void *display, ed_display_lost_handler handler, void *context);
  } set_handler;
  ed_window_system info;
  SDL_memset(&info, 0, sizeof info);
  SDL_VERSION(&info.version);
  if (!SDL_GetWindowWMInfo(window, (SDL_SysWMinfo *)&info) || info.subsystem != x11) return 0;
  // SDL has opened it already; it stays open, since Xlib keeps the handler.
  void *library = dlopen("libX11.so.6", RTLD_NOW);
  if (!library) return 0;
  set_handler.symbol = dlsym(library, "XSetIOErrorExitHandler");
  if (!set_handler.symbol) return 0;
  set_handler.call(info.system.display, handler, context);
  return 1;
}
