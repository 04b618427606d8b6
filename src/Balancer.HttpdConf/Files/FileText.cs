using System.Text;
using System.Text.Unicode;

namespace Balancing.HttpdConf.Files;

/// <summary>Bytes of a file as text.</summary>
internal static class FileText
{
    /// <summary>UTF-8; when that fails Latin-1, which shows every byte as one character and never fails.</summary>
    public static string Decode(byte[] bytes) => (Utf8.IsValid(bytes) ? Encoding.UTF8 : Encoding.Latin1).GetString(bytes);
}
