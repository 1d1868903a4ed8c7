// NestJS with @nestjs/swagger and the ValidationPipe, as in its documentation.
import 'reflect-metadata';
import process from 'node:process';
import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Module,
  NotFoundException,
  Param,
  ParseIntPipe,
  Patch,
  Post,
  Query,
  ValidationPipe,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  ApiBadRequestResponse,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiProperty,
  ApiPropertyOptional,
  ApiTags,
  DocumentBuilder,
  PartialType,
  SwaggerModule,
} from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsEnum,
  IsInt,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
  MinLength,
} from 'class-validator';

enum Kind {
  cat = 'cat',
  dog = 'dog',
}

class CreatePet {
  @ApiProperty({ minLength: 1, maxLength: 30 })
  @IsString()
  @MinLength(1)
  @MaxLength(30)
  name!: string;
  @ApiProperty({ enum: Kind }) @IsEnum(Kind) kind!: Kind;
  @ApiPropertyOptional({ type: 'integer', minimum: 0, maximum: 40 })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(40)
  age?: number;
}
class UpdatePet extends PartialType(CreatePet) {}
class Pet {
  @ApiProperty({ type: 'integer' }) id!: number;
  @ApiProperty() name!: string;
  @ApiProperty({ enum: Kind }) kind!: Kind;
  @ApiPropertyOptional({ type: 'integer' }) age?: number;
}
class ListPets {
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 20 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(20)
  limit?: number;
  @ApiPropertyOptional({ enum: Kind }) @IsOptional() @IsEnum(Kind) kind?: Kind;
}
class Problem {
  @ApiProperty() statusCode!: number;
  @ApiProperty({ oneOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] })
  message!: string | string[];
  @ApiPropertyOptional() error?: string;
}

@ApiTags('pets')
@Controller('pets')
class PetsController {
  private readonly pets = new Map<number, Pet>([[1, { id: 1, name: 'Rex', kind: Kind.dog }]]);
  private last = 1;

  @Get()
  @ApiOkResponse({ type: [Pet] })
  @ApiBadRequestResponse({ type: Problem })
  list(@Query() { limit = 20, kind }: ListPets): Pet[] {
    return [...this.pets.values()]
      .filter((pet) => kind === undefined || pet.kind === kind)
      .slice(0, limit);
  }
  @Post()
  @ApiCreatedResponse({ type: Pet })
  @ApiBadRequestResponse({ type: Problem })
  create(@Body() pet: CreatePet): Pet {
    this.last += 1;
    const made = { ...pet, id: this.last };
    this.pets.set(made.id, made);
    return made;
  }
  @Get(':id')
  @ApiOkResponse({ type: Pet })
  @ApiBadRequestResponse({ type: Problem })
  @ApiNotFoundResponse({ type: Problem })
  get(@Param('id', ParseIntPipe) id: number): Pet {
    const pet = this.pets.get(id);
    if (pet === undefined) throw new NotFoundException();
    return pet;
  }
  @Patch(':id')
  @ApiOkResponse({ type: Pet })
  @ApiBadRequestResponse({ type: Problem })
  @ApiNotFoundResponse({ type: Problem })
  update(@Param('id', ParseIntPipe) id: number, @Body() changes: UpdatePet): Pet {
    return Object.assign(this.get(id), changes);
  }
  @Delete(':id')
  @HttpCode(204)
  @ApiNoContentResponse()
  @ApiBadRequestResponse({ type: Problem })
  @ApiNotFoundResponse({ type: Problem })
  remove(@Param('id', ParseIntPipe) id: number): void {
    this.get(id);
    this.pets.delete(id);
  }
}

@Module({ controllers: [PetsController] })
class AppModule {}

const app = await NestFactory.create(AppModule, { logger: false });
app.useGlobalPipes(new ValidationPipe({ transform: true, whitelist: true }));
const document = SwaggerModule.createDocument(
  app,
  new DocumentBuilder().setTitle('Pets').setVersion('1').build(),
);
SwaggerModule.setup('api', app, document, { jsonDocumentUrl: 'openapi.json' });
await app.listen(Number(process.env.PORT), '127.0.0.1');
