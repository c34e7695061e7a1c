import Foundation
import Testing
import Video

@Suite struct DeviceWatchTests {
  private let folder: TemporaryFolder
  private let watch: DeviceWatch

  init() throws {
    folder = try TemporaryFolder()
    watch = try DeviceWatch(directory: folder.path)
  }

  @Test func aNewVideoDeviceEndsTheWait() throws {
    #expect(!watch.wait(atMost: .zero))
    _ = try folder.file("video7", Data())
    #expect(watch.wait(atMost: .seconds(60)))
    #expect(!watch.wait(atMost: .zero), "it is told once")
  }

  @Test func otherDevicesAreNoNews() throws {
    for number in 0..<200 { _ = try folder.file("sda\(number)", Data()) }
    #expect(!watch.wait(atMost: .zero))
  }

  @Test func permissionsThatAreGivenLaterAreNews() throws {
    let path = try folder.file("video0", Data())
    #expect(watch.wait(atMost: .seconds(60)))
    #expect(chmod(path, 0o660) == 0)
    #expect(watch.wait(atMost: .seconds(60)))
  }

  @Test func anInterruptionEndsTheWaitFromAnotherThread() throws {
    let watch = watch
    let waiter = Thread { watch.interrupt() }
    waiter.start()
    #expect(!watch.wait(atMost: .seconds(3600)))
  }
}
