import Glibc

/// The group whose members may use a device.
enum DeviceGroup {
  /// The group's name, or its number where it has none; nil where the group has no rights to the
  /// device.
  static func name(of path: String) -> String? {
    var device = stat()
    let rights = mode_t(S_IRGRP | S_IWGRP)
    guard stat(path, &device) == 0, device.st_mode & rights == rights else { return nil }
    var entry = group()
    var found: UnsafeMutablePointer<group>?
    var strings = [CChar](repeating: 0, count: 16_384)
    return strings.withUnsafeMutableBufferPointer { strings in
      // SAFETY: what `entry` points to lies in `strings`, which outlives its use here.
      getgrgid_r(device.st_gid, &entry, strings.baseAddress, strings.count, &found)
      return found.map { String(cString: $0.pointee.gr_name) } ?? String(device.st_gid)
    }
  }
}
