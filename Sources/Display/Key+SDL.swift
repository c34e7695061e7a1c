import CSDL2

extension Key {
  /// The key of an `SDL_KEYDOWN` event; nil for one that has no meaning here, and for `?`, which
  /// arrives as text because it lies elsewhere on every layout.
  init?(_ event: SDL_KeyboardEvent) {
    let modifiers = UInt32(event.keysym.mod)
    let commands = KMOD_CTRL.rawValue | KMOD_ALT.rawValue | KMOD_GUI.rawValue
    guard event.repeat == 0 && modifiers & commands == 0 else { return nil }
    let symbol = event.keysym.sym
    if symbol == Int32(SDLK_ESCAPE.rawValue) {
      self = .escape
    } else if let character = Self.character(ofSymbol: symbol) {
      self = .character(character)
    } else if symbol >= 128, let character = Self.letter(at: event.keysym.scancode) {
      self = .character(character)
    } else if let character = Self.digit(at: event.keysym.scancode) {
      self = .character(character)
    } else {
      return nil
    }
  }

  /// SDL names a key by the character it types without Shift.
  private static func character(ofSymbol symbol: SDL_Keycode) -> Character? {
    guard let byte = UInt8(exactly: symbol) else { return nil }
    let character = Character(UnicodeScalar(byte))
    return character.isASCII && (character.isLetter || character.isNumber || character == " ")
      ? Character(character.lowercased()) : nil
  }

  /// Cyrillic, Greek and other layouts have no Latin letters: there a key counts by what a US
  /// keyboard has in its place.
  private static func letter(at position: SDL_Scancode) -> Character? {
    let offset = Int(position.rawValue) - Int(SDL_SCANCODE_A.rawValue)
    guard (0..<26).contains(offset) else { return nil }
    return Character(UnicodeScalar(UInt8(97 + offset)))
  }

  /// French, Czech and other layouts have their digits with Shift: there a key of the upper row
  /// counts by its place, as does the number pad everywhere.
  private static func digit(at position: SDL_Scancode) -> Character? {
    for first in [SDL_SCANCODE_1, SDL_SCANCODE_KP_1] {
      let offset = Int(position.rawValue) - Int(first.rawValue)
      if (0..<9).contains(offset) { return Character(UnicodeScalar(UInt8(49 + offset))) }
    }
    return nil
  }
}
