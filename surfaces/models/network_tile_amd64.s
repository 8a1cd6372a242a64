#include "textflag.h"

// func addTile(n int, a *float64, rowStep, aStep int, b *float64, bStep int, c *float64, cStep int)
//
// Y0 to Y7 are the tile, two to a row; Y8 and Y9 the row of b; Y10 to Y13 the
// column of a, each number four times.
TEXT ·addTile(SB), NOSPLIT, $0-64
	MOVQ n+0(FP), CX
	MOVQ a+8(FP), SI
	MOVQ rowStep+16(FP), R8
	MOVQ aStep+24(FP), R9
	MOVQ b+32(FP), DI
	MOVQ bStep+40(FP), R10
	MOVQ c+48(FP), DX
	MOVQ cStep+56(FP), R11
	LEAQ (R8)(R8*2), R12
	LEAQ (R11)(R11*2), R13
	VMOVUPD (DX), Y0
	VMOVUPD 32(DX), Y1
	VMOVUPD (DX)(R11*1), Y2
	VMOVUPD 32(DX)(R11*1), Y3
	VMOVUPD (DX)(R11*2), Y4
	VMOVUPD 32(DX)(R11*2), Y5
	VMOVUPD (DX)(R13*1), Y6
	VMOVUPD 32(DX)(R13*1), Y7
	TESTQ CX, CX
	JLE  store

next:
	VMOVUPD (DI), Y8
	VMOVUPD 32(DI), Y9
	VBROADCASTSD (SI), Y10
	VBROADCASTSD (SI)(R8*1), Y11
	VBROADCASTSD (SI)(R8*2), Y12
	VBROADCASTSD (SI)(R12*1), Y13
	VFMADD231PD Y8, Y10, Y0
	VFMADD231PD Y9, Y10, Y1
	VFMADD231PD Y8, Y11, Y2
	VFMADD231PD Y9, Y11, Y3
	VFMADD231PD Y8, Y12, Y4
	VFMADD231PD Y9, Y12, Y5
	VFMADD231PD Y8, Y13, Y6
	VFMADD231PD Y9, Y13, Y7
	ADDQ R9, SI
	ADDQ R10, DI
	DECQ CX
	JNZ  next

store:
	VMOVUPD Y0, (DX)
	VMOVUPD Y1, 32(DX)
	VMOVUPD Y2, (DX)(R11*1)
	VMOVUPD Y3, 32(DX)(R11*1)
	VMOVUPD Y4, (DX)(R11*2)
	VMOVUPD Y5, 32(DX)(R11*2)
	VMOVUPD Y6, (DX)(R13*1)
	VMOVUPD Y7, 32(DX)(R13*1)
	VZEROUPPER
	RET

// func reluTiles(z *float64, n int)
//
// VMAXPD gives its first operand where either is no number: z, so that it shows.
TEXT ·reluTiles(SB), NOSPLIT, $0-16
	MOVQ   z+0(FP), DI
	MOVQ   n+8(FP), CX
	VXORPD Y0, Y0, Y0
	SUBQ   $8, CX
	JLT    end

next:
	VMAXPD  (DI), Y0, Y1
	VMAXPD  32(DI), Y0, Y2
	VMOVUPD Y1, (DI)
	VMOVUPD Y2, 32(DI)
	ADDQ    $64, DI
	SUBQ    $8, CX
	JGE     next

end:
	VZEROUPPER
	RET

// func reluSlopeTiles(d, out *float64, n int)
TEXT ·reluSlopeTiles(SB), NOSPLIT, $0-24
	MOVQ   d+0(FP), DI
	MOVQ   out+8(FP), SI
	MOVQ   n+16(FP), CX
	VXORPD Y0, Y0, Y0
	SUBQ   $8, CX
	JLT    end

next:
	VCMPPD  $1, (SI), Y0, Y1   // where 0 < out
	VCMPPD  $1, 32(SI), Y0, Y2
	VANDPD  (DI), Y1, Y1
	VANDPD  32(DI), Y2, Y2
	VMOVUPD Y1, (DI)
	VMOVUPD Y2, 32(DI)
	ADDQ    $64, SI
	ADDQ    $64, DI
	SUBQ    $8, CX
	JGE     next

end:
	VZEROUPPER
	RET
