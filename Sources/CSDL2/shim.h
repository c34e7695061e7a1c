#pragma once

// The program has its own entry point: SDL must not rename it.
#define SDL_MAIN_HANDLED 1
#include <SDL2/SDL.h>

// Only the prototype: the structure's definition would need X11's headers.
#define SDL_PROTOTYPES_ONLY 1
#include <SDL2/SDL_syswm.h>
#undef SDL_PROTOTYPES_ONLY

#include "../LateLibrary/late-library.h"

// SDL brings thirty libraries along: `ed_load_sdl` opens it when a window is.

#pragma weak SDL_CreateRenderer
#pragma weak SDL_CreateTexture
#pragma weak SDL_CreateWindow
#pragma weak SDL_DestroyRenderer
#pragma weak SDL_DestroyTexture
#pragma weak SDL_DestroyWindow
#pragma weak SDL_DisableScreenSaver
#pragma weak SDL_EnableScreenSaver
#pragma weak SDL_GetDisplayUsableBounds
#pragma weak SDL_GetError
#pragma weak SDL_GetRendererInfo
#pragma weak SDL_GetRendererOutputSize
#pragma weak SDL_GetWindowFlags
#pragma weak SDL_GetWindowFromID
#pragma weak SDL_GetWindowID
#pragma weak SDL_GetWindowTitle
#pragma weak SDL_GetWindowWMInfo
#pragma weak SDL_InitSubSystem
#pragma weak SDL_IsScreenSaverEnabled
#pragma weak SDL_PollEvent
#pragma weak SDL_PushEvent
#pragma weak SDL_QuitSubSystem
#pragma weak SDL_RenderClear
#pragma weak SDL_RenderCopy
#pragma weak SDL_RenderPresent
#pragma weak SDL_RenderReadPixels
#pragma weak SDL_RenderSetVSync
#pragma weak SDL_SetHint
#pragma weak SDL_SetMainReady
#pragma weak SDL_SetRenderDrawColor
#pragma weak SDL_SetTextureBlendMode
#pragma weak SDL_SetWindowFullscreen
#pragma weak SDL_SetWindowMinimumSize
#pragma weak SDL_SetWindowPosition
#pragma weak SDL_SetWindowSize
#pragma weak SDL_SetWindowTitle
#pragma weak SDL_ShowCursor
#pragma weak SDL_ShowWindow
#pragma weak SDL_StartTextInput
#pragma weak SDL_UpdateTexture
#pragma weak SDL_WasInit
#pragma weak SDL_memset

/// Opens SDL: ``late_library_open``.
static inline const char *ed_load_sdl(void) {
  return late_library_open("libSDL2-2.0.so.0");
}

// A macro with a cast, which Swift does not import.
static const int ed_windowpos_centered = (int)SDL_WINDOWPOS_CENTERED;

/// What runs, in the thread that noticed, when a connection to the X server breaks.
typedef void (*ed_display_lost_handler)(void *context);

typedef struct {
  ed_display_lost_handler handler;
  void *context;
} ed_display_loss;

// A header's global would not be emitted by Swift's importer; a function's is.
static inline ed_display_loss *ed_current_loss(void) {
  static ed_display_loss loss;
  return &loss;
}

static inline int ed_io_error(void *display) {
  (void)display;
  ed_current_loss()->handler(ed_current_loss()->context);
  return 0;
}

static inline void ed_go_on(void *display, void *context) {
  (void)display;
  (void)context;
}

// SDL_SysWMinfo as SDL_syswm.h lays it out; SDL keeps 64 bytes for what differs by system.
typedef struct {
  SDL_version version;
  int subsystem;
  union {
    void *display;
    unsigned char reserved[64];
  } system;
} ed_window_system;

/// Keeps Xlib from ending the process when the X server goes away under `window`:
/// `handler(context)` runs instead, and Xlib's calls fail from then on.
///
/// SDL holds further connections that it tells nobody about: where one of those breaks first,
/// `handler` runs as well, but Xlib ends the process when it returns. In practice events are asked
/// for first, on the window's own connection.
///
/// Xlib is looked up at run time, so that nothing needs its headers. Returns 1 where the handler was
/// set; 0 where the window isn't X11's, or Xlib is older than 1.7 and has no way of going on. A later
/// call takes an earlier one's place.
static inline int ed_set_display_lost_handler(
    SDL_Window *window, ed_display_lost_handler handler, void *context) {
  const int x11 = 2;  // SDL_SYSWM_X11
  union {
    void *symbol;
    int (*(*call)(int (*)(void *display)))(void *display);
  } set_error_handler;
  union {
    void *symbol;
    void (*call)(void *display, void (*)(void *display, void *context), void *context);
  } set_exit_handler;
  ed_window_system info;
  SDL_memset(&info, 0, sizeof info);
  SDL_VERSION(&info.version);
  if (!SDL_GetWindowWMInfo(window, (SDL_SysWMinfo *)&info) || info.subsystem != x11) return 0;
  // SDL has loaded it. The reference stays: Xlib keeps the handlers.
  void *library = dlopen("libX11.so.6", RTLD_NOW | RTLD_NOLOAD);
  if (!library) return 0;
  set_error_handler.symbol = dlsym(library, "XSetIOErrorHandler");
  set_exit_handler.symbol = dlsym(library, "XSetIOErrorExitHandler");
  if (!set_error_handler.symbol || !set_exit_handler.symbol) return 0;
  ed_current_loss()->handler = handler;
  ed_current_loss()->context = context;
  set_error_handler.call(ed_io_error);
  set_exit_handler.call(info.system.display, ed_go_on, NULL);
  return 1;
}
