using System.Globalization;

namespace Balancing;

/// <summary>Byte counts for people, as httpd prints them.</summary>
public static class HumanBytes
{
    private const string Units = "KMGTPE";

    /// <summary>At most four characters, in steps of 1024: <c>973</c>, <c>1.0K</c>, <c>12K</c>, <c>1.5M</c> (apr_strings.c: apr_strfsize).</summary>
    /// <param name="bytes">A count; below zero for one that is not known, which is written <c>-</c>.</param>
    public static string Format(long bytes)
    {
        if (bytes < 0)
        {
            return "  - ";
        }

        if (bytes < 973)
        {
            return bytes.ToString(CultureInfo.InvariantCulture).PadLeft(3) + " ";
        }

        for (var unit = 0; ; unit++)
        {
            var remain = (int)(bytes & 1023);
            bytes >>= 10;
            if (bytes >= 973 && unit < Units.Length - 1)
            {
                continue;
            }

            if (bytes < 9 || (bytes == 9 && remain < 973))
            {
                remain = ((remain * 5) + 256) / 512;
                if (remain >= 10)
                {
                    (bytes, remain) = (bytes + 1, 0);
                }

                return string.Create(CultureInfo.InvariantCulture, $"{bytes}.{remain}{Units[unit]}");
            }

            bytes += remain >= 512 ? 1 : 0;
            return string.Create(CultureInfo.InvariantCulture, $"{bytes,3}{Units[unit]}");
        }
    }
}
