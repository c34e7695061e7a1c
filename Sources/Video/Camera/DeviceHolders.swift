import FoundationEssentials
import Glibc

/// The programs that have a device open.
enum DeviceHolders {
  /// Names such as "cheese (process 4711)", by process number; this program only where there is no
  /// other. Of other users' programs the kernel tells nobody but root.
  ///
  /// - Parameter processes: where procfs is mounted.
  static func names(of path: String, processes: String = "/proc") -> [String] {
    var device = stat()
    guard stat(path, &device) == 0 else { return [] }
    let numbers = entries(of: processes).compactMap { Int($0) }.sorted()
    let holders = numbers.filter { holds(device, folder: "\(processes)/\($0)/fd") }
    let others = holders.filter { $0 != Int(getpid()) }
    return (others.isEmpty ? holders : others).map { number in
      let name = try? String(contentsOfFile: "\(processes)/\(number)/comm", encoding: .utf8)
      return "\(name.map { $0.prefix { $0 != "\n" } } ?? "?") (process \(number))"
    }
  }

  private static func holds(_ device: stat, folder: String) -> Bool {
    entries(of: folder).contains { entry in
      let link = "\(folder)/\(entry)"
      // Only devices are looked at more closely: asking after a file on a dead server would hang.
      guard let target = try? FileManager.default.destinationOfSymbolicLink(atPath: link),
        target.hasPrefix("/dev/")
      else { return false }
      var open = stat()
      return stat(link, &open) == 0 && open.st_rdev == device.st_rdev
        && open.st_mode & S_IFMT == device.st_mode & S_IFMT
    }
  }

  private static func entries(of folder: String) -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
  }
}
