import CSDL2
import Display
import Foundation
import Imaging
import Testing

/// SDL has one video system and one event queue a process: one test at a time.
@Suite(.serialized) @MainActor struct WindowTests {
  /// A window without a screen behind it.
  private func openWindow() throws -> Window {
    setenv("SDL_VIDEODRIVER", "dummy", 1)
    let window = try Window(title: "test")
    _ = window.events()
    return window
  }

  private func pushKey(
    _ symbol: Int32, at position: SDL_Scancode = SDL_SCANCODE_UNKNOWN, modifiers: UInt16 = 0,
    isRepeat: Bool = false, window: UInt32 = 0
  ) {
    var event = SDL_Event()
    event.type = SDL_KEYDOWN.rawValue
    event.key.keysym.sym = symbol
    event.key.keysym.scancode = position
    event.key.keysym.mod = modifiers
    event.key.windowID = window
    event.key.repeat = isRepeat ? 1 : 0
    SDL_PushEvent(&event)
  }

  private func pushText(_ character: Character) {
    var event = SDL_Event()
    event.type = SDL_TEXTINPUT.rawValue
    event.text.text.0 = character.asciiValue.map { CChar($0) } ?? 0
    SDL_PushEvent(&event)
  }

  @Test func everyKeyOfTheHelpArrivesAsItsCharacter() throws {
    let window = try openWindow()
    let letters = "olbmfrsp hq123456789"
    for letter in letters { pushKey(Int32(letter.asciiValue ?? 0)) }
    pushKey(27)
    #expect(
      window.events() == letters.map { .key(.character($0)) } + [.key(.escape)])
    #expect(window.events().isEmpty)
  }

  @Test func theQuestionMarkCountsOnceWhereverItLies() throws {
    let window = try openWindow()
    // A US keyboard: the key is slash, the text is "?". A layout with an unshifted "?" as well.
    pushKey(47, modifiers: UInt16(KMOD_LSHIFT.rawValue))
    pushText("?")
    pushKey(63)
    pushText("?")
    pushText("x")
    #expect(window.events() == [.key(.character("?")), .key(.character("?"))])
  }

  @Test func capitalsCountAsSmallLetters() throws {
    let window = try openWindow()
    pushKey(113, modifiers: UInt16(KMOD_CAPS.rawValue))
    #expect(window.events() == [.key(.character("q"))])
  }

  @Test func aKeyHeldDownAndShortcutsOfTheDesktopAreIgnored() throws {
    let window = try openWindow()
    pushKey(114, isRepeat: true)
    pushKey(113, modifiers: UInt16(KMOD_LCTRL.rawValue))
    pushKey(102, modifiers: UInt16(KMOD_LALT.rawValue))
    #expect(window.events().isEmpty)
  }

  @Test func aLayoutWithoutLatinLettersCountsByPosition() throws {
    let window = try openWindow()
    pushKey(0x0439, at: SDL_SCANCODE_Q)
    pushKey(0xDF, at: SDL_SCANCODE_MINUS)
    #expect(window.events() == [.key(.character("q"))])
  }

  @Test func digitsCountWhereALayoutHasThemWithShiftAndOnTheNumberPad() throws {
    let window = try openWindow()
    // A French keyboard's 1, 6 and 8, and the number pad's 9.
    pushKey(38, at: SDL_SCANCODE_1)
    pushKey(45, at: SDL_SCANCODE_6)
    pushKey(95, at: SDL_SCANCODE_8)
    pushKey(Int32(SDLK_KP_9.rawValue), at: SDL_SCANCODE_KP_9)
    pushKey(Int32(SDLK_KP_0.rawValue), at: SDL_SCANCODE_KP_0)
    #expect(window.events() == "1689".map { .key(.character($0)) })
  }

  @Test func ofTwoWindowsEachGetsItsOwnKeysAndIsClosedByItself() throws {
    let (one, two) = (try openWindow(), try openWindow())
    _ = one.events()
    pushKey(111, window: one.id)
    pushKey(98, window: two.id)
    pushKey(109, window: one.id)
    #expect(two.events() == [.key(.character("b"))])
    #expect(one.events() == [.key(.character("o")), .key(.character("m"))])
    var close = SDL_Event()
    close.type = SDL_WINDOWEVENT.rawValue
    close.window.event = UInt8(SDL_WINDOWEVENT_CLOSE.rawValue)
    close.window.windowID = two.id
    SDL_PushEvent(&close)
    #expect(one.events().isEmpty && two.events() == [.quit])
    var quit = SDL_Event()
    quit.type = SDL_QUIT.rawValue
    SDL_PushEvent(&quit)
    #expect(one.events() == [.quit] && two.events() == [.quit])
  }

  @Test func closingTheWindowIsReported() throws {
    let window = try openWindow()
    var event = SDL_Event()
    event.type = SDL_QUIT.rawValue
    SDL_PushEvent(&event)
    #expect(window.events() == [.quit])
  }

  private func isHidden(_ window: Window) -> Bool {
    SDL_GetWindowFlags(SDL_GetWindowFromID(window.id)) & SDL_WINDOW_HIDDEN.rawValue != 0
  }

  @Test func itIsOnTheScreenFromItsFirstPictureOnInThatOnesSize() throws {
    let window = try openWindow()
    #expect(isHidden(window))
    try window.show(ColorImage(width: 800, height: 450))
    #expect(!isHidden(window))
    #expect(window.drawableSize == (800, 450))
    try window.show(ColorImage(width: 640, height: 480))
    #expect(window.drawableSize == (800, 450), "it is the user's from then on")
  }

  @Test(arguments: [(320, 180, 640, 360), (64, 64, 640, 640), (100, 1, 640, 90)])
  func ofASmallPictureItIsAsWideAsItMustBe(
    _ width: Int, _ height: Int, _ fittedWidth: Int, _ fittedHeight: Int
  ) throws {
    let window = try openWindow()
    try window.show(ColorImage(width: width, height: height))
    #expect(window.drawableSize == (fittedWidth, fittedHeight))
  }

  @Test func picturesOfChangingSizesAreShown() throws {
    let window = try openWindow()
    for (width, height) in [(640, 480), (1, 1), (33, 700), (0, 0), (640, 480)] {
      try window.show(ColorImage(width: width, height: height, red: 200))
    }
    #expect(window.drawableSize.width > 0)
  }

  @Test func aPictureTooLargeForTheTextureIsRefusedInWords() throws {
    let window = try openWindow()
    #expect(throws: DisplayError.self) {
      try window.show(ColorImage(width: 40_000, height: 1))
    }
    try window.show(ColorImage(width: 8, height: 8))
  }

  @Test func theTitleAndTheScreenSaverAreTheOwnersToChoose() throws {
    let window = try openWindow()
    #expect(!window.keepsScreenAwake)
    window.title = "emotion-detector"
    #expect(window.title == "emotion-detector")
  }

  @Test func noSignalHandlerAndNoSoundIsStarted() throws {
    func handler(of signal: Int32) -> UInt {
      var action = sigaction()
      sigaction(signal, nil, &action)
      return unsafeBitCast(action.__sigaction_handler.sa_handler, to: UInt.self)
    }
    let before = (handler(of: SIGINT), handler(of: SIGTERM))
    let window = try openWindow()
    #expect(before == (handler(of: SIGINT), handler(of: SIGTERM)))
    #expect(SDL_WasInit(SDL_INIT_AUDIO) == 0)
    #expect(window.events().isEmpty)
  }

  @Test func aLostDisplayTellsItsOwnerOnceAndEndsTheWindow() throws {
    let window = try openWindow()
    var told = 0
    window.onDisplayLost = { told += 1 }
    window.reportDisplayLoss()
    window.reportDisplayLoss()
    #expect(told == 1)
    #expect(window.events() == [.quit])
    #expect(window.events().isEmpty)
    #expect(throws: DisplayError.displayLost) {
      try window.show(ColorImage(width: 8, height: 8))
    }
    // A window whose display was lost leaves its part of SDL alone, and here it was not really lost.
    SDL_QuitSubSystem(SDL_INIT_VIDEO)
  }

  @Test func theLastWindowEndsTheVideoSystem() throws {
    do {
      let window = try openWindow()
      #expect(SDL_WasInit(SDL_INIT_VIDEO) != 0)
      _ = window.events()
    }
    #expect(SDL_WasInit(SDL_INIT_VIDEO) == 0)
  }
}
