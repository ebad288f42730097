<#
.SYNOPSIS
    Command streams by hand: loops, subroutines, two queues that talk to each other, a compute job.
.DESCRIPTION
    Writes streams in the language of New-GpuCommandStream, has a simulated Mali-G610 execute them, and reads back what
    they left in memory. Shows what the first one looks like as words. Ends with exit code 0 if everything is as expected.
.EXAMPLE
    dotnet run --project src/PanthorShell -- examples/command-stream.ps1
.EXAMPLE
    pwsh -File examples/command-stream.ps1
#>
[CmdletBinding()]
param()

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot '../PanthorPS.psd1')

$failures = 0
function Assert-Equal($Actual, $Expected, [string] $Text) {
    if ("$Actual" -ceq "$Expected") {
        "ok      $Text"
    }
    else {
        $script:failures++
        "DIFFERS ${Text}: got $Actual, expected $Expected"
    }
}

$null = New-GpuDevice -Memory 64MB
$vm = New-GpuVm
$group = New-GpuGroup -Vm $vm -Queues 2
$memory = 0x600000
Invoke-VmBind -Vm $vm -Buffer (New-GpuBuffer -Size 64KB -Label data) -Address $memory

# 1. A loop of the GPU. Adding two registers is for later architectures; a sync object in memory can be added to.
$sum = New-GpuCommandStream -Vm $vm -Address 0x400000 {
    Mov d0 $memory
    Mov r2 0
    SyncSet [d0] r2
    Repeat r4 100 {
        Add r2 1
        SyncAdd [d0] r2
    }
}
'The sum of 1 to 100:'
$sum.Words | ConvertFrom-GpuCommandStream | Format-Table
$job = Submit-GpuJob -Group $group -Stream $sum | Wait-GpuJob
Assert-Equal $job.State 'Done' 'the job is done'
Assert-Equal (Read-GpuMemory -Vm $vm -Address $memory -As UInt32) 5050 'the GPU has added up 1 to 100'

# 2. A loop of PowerShell appends instructions; a subroutine is a stream that another one calls.
$double = New-GpuCommandStream -Vm $vm -Address 0x401000 {
    Load r6 [d0]
    Wait
    SyncAdd [d0] r6
}
$powers = New-GpuCommandStream -Vm $vm -Address 0x402000 {
    Mov d0 $memory
    Mov r6 1
    SyncSet [d0] r6
    foreach ($i in 1..10) {
        Call $double d10 r12
        Load r8 [d0]
        Wait
        Mov d2 ($memory + 0x100 + 4 * $i)
        Store [d2] r8
        Wait
    }
}
$null = Submit-GpuJob -Group $group -Stream $powers | Wait-GpuJob
$values = Read-GpuMemory -Vm $vm -Address ($memory + 0x104) -Count 40 -As UInt32
''
"Powers of two by a subroutine: $values"
Assert-Equal ($values -join ' ') '2 4 8 16 32 64 128 256 512 1024' 'ten calls have doubled ten times'

# 3. Two queues take turns: each waits until the other has counted on.
$ball = $memory + 0x200
$players = foreach ($player in 0, 1) {
    New-GpuCommandStream -Vm $vm -Address (0x403000 + 0x1000 * $player) {
        Mov d0 $ball
        Mov r6 1
        foreach ($round in 0..4) {
            $turn = 2 * $round + $player
            if ($turn -gt 0) {
                Mov r2 ($turn - 1)
                SyncWait [d0] -gt r2
            }
            SyncAdd [d0] r6
        }
    }
}
$jobs = Submit-GpuJob -Group $group -Queue 0, 1 -Stream $players | Wait-GpuJob
''
Assert-Equal ($jobs.State -join ' ') 'Done Done' 'two queues have waited for each other, five times each'
Assert-Equal (Read-GpuMemory -Vm $vm -Address $ball -As UInt32) 10 'and the ball was hit ten times'

# 4. A compute job: its sizes and addresses lie in registers. It reads a page and writes one.
$source = $memory + 0x1000
$target = $memory + 0x2000
Write-GpuMemory -Vm $vm -Address $source -Value ([uint64[]] (1000, 0, 0, 0, 0, 0, 0, 0, 500))
$compute = New-GpuCommandStream -Vm $vm -Address 0x405000 {
    Require -Compute
    Mov r33 63                          # workgroups of 64 threads
    Mov r37 8; Mov r38 1; Mov r39 1     # eight of them
    Mov d0 ($source + 0x1000000000000)  # reads: an address, and in the upper 16 bits a number of pages
    Mov d24 ($target + 0x1000000000000) # writes
    Run -Compute
    Wait
}
$job = Submit-GpuJob -Group $group -Stream $compute | Wait-GpuJob
''
Assert-Equal $job.State 'Done' 'a compute job is done'
Assert-Equal (Read-GpuMemory -Vm $vm -Address $target -As UInt64) 1508 'it saw both numbers, and counted its workgroups'

# 5. What is wrong with a stream is told at once, with its lines.
''
try {
    $null = New-GpuCommandStream -Vm $vm -Address 0x406000 {
        Mov d1 0
        Add r0 r1 r2
        Branch Nowhere r4 -gt 5
    }
}
catch {
    $_.Exception.Mistakes
    Assert-Equal $_.Exception.Mistakes.Count 3 'three mistakes are told at once'
}

Stop-GpuGroup -Group $group -Confirm:$false
Get-GpuDevice | Remove-GpuDevice -Confirm:$false
if ($failures -gt 0) {
    exit 1
}
exit 0
