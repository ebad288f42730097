<#
.SYNOPSIS
    A job in raw bytes: what a driver in user space says to the kernel, from the first request to the result.
.DESCRIPTION
    Every request is a number and bytes that are put together by hand, with the offsets of panthor_drm.h and drm.h. Arrays
    lie in the memory of the client's process, and the requests hold their addresses. The command stream is seven words
    that store 0xdeadbeef; the script waits for the fence of the job, and reads the result through its own mapping of the
    buffer.

    Ends with exit code 0 if the number is there; with 1 if not, or if a request fails.
.PARAMETER Number
    What the job stores.
.EXAMPLE
    dotnet run --project src/PanthorShell -- examples/raw-ioctls.ps1
.EXAMPLE
    pwsh -File examples/raw-ioctls.ps1 -Number 42
#>
[CmdletBinding()]
param(
    [uint32] $Number = 3735928559
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot '../PanthorPS.psd1')

$bytes = @{
    u8  = { param($value) , [byte[]] @($value) }
    u32 = { param($value) , [System.BitConverter]::GetBytes([uint32] $value) }
    u64 = { param($value) , [System.BitConverter]::GetBytes([uint64] $value) }
}

# A structure: its size, and then the offset, the width and the value of each field that is not zero.
function Join-Field([int] $Size, [object[]] $Field) {
    $structure = [byte[]]::new($Size)
    for ($i = 0; $i -lt $Field.Count; $i += 3) {
        $value = & $bytes[$Field[$i + 1]] $Field[$i + 2]
        [System.Array]::Copy($value, 0, $structure, $Field[$i], $value.Length)
    }
    , $structure
}

# The client's own heap, as malloc() would have it: one page, from its start to its end.
function Copy-ToProcess([byte[]] $Structure) {
    $address = $script:next
    Write-GpuUserMemory $address -Value $Structure
    $script:next += [math]::Ceiling($Structure.Length / 16) * 16
    $address
}

function Invoke-Request([string] $What, [int] $Request, [byte[]] $Argument) {
    $answer = Invoke-GpuIoctl $Request $Argument
    $hex = ($answer.Argument | ForEach-Object { '{0:x2}' -f $_ }) -join ''
    Write-Host ('{0,-16} 0x{1:x8} {2,4}  {3}' -f $What, $Request, $answer.Result, ($hex -replace '(.{8})', '$1 '))
    if ($answer.Result -ne 0) {
        Write-Host "                 $($answer.Message)"
        exit 1
    }
    , $answer.Argument
}

$null = New-GpuDevice -Model Mali-G610 -Memory 64MB
$heap = New-GpuUserMemory 4KB
$next = $heap.Address
$codeAddress = 0x1000000
$resultOffset = 4096

Write-Host ('{0,-16} {1,-10} {2,4}  {3}' -f 'request', 'number', 'ret', 'argument as it came back')

# Which cores are there? The answer goes where the pointer leads.
$info = Copy-ToProcess ([byte[]]::new(112))
$null = Invoke-Request DEV_QUERY 0xc0106440 (Join-Field 16 @(0, 'u32', 0, 4, 'u32', 112, 8, 'u64', $info))
$shaders = Read-GpuUserMemory ($info + 72) -Count 8 -As UInt64
$tilers = Read-GpuUserMemory ($info + 88) -Count 8 -As UInt64

# An address space, and a buffer with two pages: the stream is in one, the result in the other.
$vm = [System.BitConverter]::ToUInt32((Invoke-Request VM_CREATE 0xc0106441 ([byte[]]::new(16))), 4)
$created = Invoke-Request BO_CREATE 0xc0186445 (Join-Field 24 @(0, 'u64', 8192, 12, 'u32', $vm))
$buffer = [System.BitConverter]::ToUInt32($created, 16)

# The binds are an array of 48 bytes each: flags, handle, offset, address, size. The argument has stride, count, address.
# The GPU's stream is code to nobody but the command stream's processor, so it may be mapped like data (flag 2: no
# execution by shaders).
$binds = Copy-ToProcess (Join-Field 48 @(0, 'u32', 2, 4, 'u32', $buffer, 16, 'u64', $codeAddress, 24, 'u64', 8192))
$null = Invoke-Request VM_BIND 0xc0186443 (Join-Field 24 @(0, 'u32', $vm, 8, 'u32', 48, 12, 'u32', 1, 16, 'u64', $binds))

# The process sees the same two pages at an address of its own, and writes the stream there.
$view = New-GpuUserMemory -Buffer $buffer
$stream = @(
    [uint64] 0x0144000000000000 + $codeAddress + $resultOffset # MOVE48 d68, address of the result
    [uint64] 0x0246000000000000 + $Number                      # MOVE32 r70, the number
    [uint64] 0x1546440000010000                                # STORE_MULTIPLE [d68], r70
    [uint64] 0x0300000000ff0000                                # WAIT for the store
    [uint64] 0x0246000000000000                                # MOVE32 r70, 0
    [uint64] 0x2401460000000233                                # FLUSH_CACHE2: clean and invalidate all
    [uint64] 0x0300000000ff0000                                # WAIT for the flush
)
Write-GpuUserMemory $view.Address -Value $stream

# A group with one queue: priority 1 (medium), all cores, a ring buffer of a page.
$queues = Copy-ToProcess (Join-Field 8 @(0, 'u8', 1, 4, 'u32', 4096))
$cores = [System.Numerics.BitOperations]::PopCount($shaders)
$group = Invoke-Request GROUP_CREATE 0xc0386447 (Join-Field 56 @(
        0, 'u32', 8, 4, 'u32', 1, 8, 'u64', $queues
        16, 'u8', $cores, 17, 'u8', $cores, 18, 'u8', 1, 19, 'u8', 1
        24, 'u64', $shaders, 32, 'u64', $shaders, 40, 'u64', $tilers, 48, 'u32', $vm))
$group = [System.BitConverter]::ToUInt32($group, 52)

# The job signals a synchronization object when it is done (flag 0x80000000: signal). The arrays are nested.
$sync = [System.BitConverter]::ToUInt32((Invoke-Request SYNCOBJ_CREATE 0xc00864bf ([byte[]]::new(8))), 0)
$signals = Copy-ToProcess (Join-Field 16 @(0, 'u32', 2147483648, 4, 'u32', $sync))
$jobs = Copy-ToProcess (Join-Field 40 @(
        4, 'u32', ($stream.Count * 8), 8, 'u64', $codeAddress, 24, 'u32', 16, 28, 'u32', 1, 32, 'u64', $signals))
$null = Invoke-Request GROUP_SUBMIT 0xc0186449 (Join-Field 24 @(
        0, 'u32', $group, 8, 'u32', 40, 12, 'u32', 1, 16, 'u64', $jobs))

# Wait for it until the clock says 10 s.
$handles = Copy-ToProcess (Join-Field 4 @(0, 'u32', $sync))
$null = Invoke-Request SYNCOBJ_WAIT 0xc02864c3 (Join-Field 40 @(0, 'u64', $handles, 8, 'u64', 10000000000, 16, 'u32', 1))

$stored = Read-GpuUserMemory ($view.Address + $resultOffset) -Count 4 -As UInt32
'The job stored 0x{0:x8}' -f $stored

$null = Invoke-Request GROUP_DESTROY 0xc0086448 (Join-Field 8 @(0, 'u32', $group))
Get-GpuDevice | Remove-GpuDevice
if ($stored -ne $Number) {
    exit 1
}
