using System.Runtime.InteropServices;

namespace Seaworthy.Micro;

/// <summary>
/// The processor's own count of user instructions on this thread. It barely changes with what else the machine does, so
/// it tells two rows apart where time cannot. Not allowed everywhere (containers): then there is no count.
/// </summary>
internal sealed partial class Instructions : IDisposable
{
    private const int SystemCall = 298; // perf_event_open on x64
    private const int SystemCallArm = 241;
    private const int AttributesSize = 112;
    private const int HardwareInstructions = 1;

    // Bits 5 and 6 of the flags, at offset 40: neither the kernel's nor the hypervisor's instructions.
    private const ulong UserOnly = (1UL << 5) | (1UL << 6);
    private readonly int _file;

    private Instructions(int file) => _file = file;

    /// <summary>Null where it is not allowed.</summary>
    public static Instructions? TryOpen()
    {
        Span<byte> attributes = stackalloc byte[AttributesSize];
        attributes.Clear();
        BitConverter.TryWriteBytes(attributes[4..], AttributesSize);
        BitConverter.TryWriteBytes(attributes[8..], (ulong)HardwareInstructions);
        BitConverter.TryWriteBytes(attributes[40..], UserOnly);
        var number = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? SystemCallArm : SystemCall;
        var file = (int)OpenEvent(number, ref MemoryMarshal.GetReference(attributes), 0, -1, -1, 0);
        return file < 0 ? null : new(file);
    }

    public long Read()
    {
        long count = 0;
        return ReadFile(_file, ref count, sizeof(long)) == sizeof(long) ? count : throw new IOException("the instruction counter cannot be read");
    }

    public void Dispose() => _ = CloseFile(_file);

    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial long OpenEvent(long number, ref byte attributes, int pid, int cpu, int group, ulong flags);

    [LibraryImport("libc", EntryPoint = "read")]
    private static partial long ReadFile(int file, ref long count, nint size);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int CloseFile(int file);
}
